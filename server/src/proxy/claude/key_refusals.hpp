// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers of Claude's that are about this server's key or its account, and not about the call: a caller who
// was told them would look for the fault in their own token.
#pragma once

#include "base/log.hpp"
#include "http/reply.hpp"
#include "ocr/provider.hpp"
#include "upstream/client.hpp"

#include <chrono>
#include <mutex>
#include <optional>

namespace rmirror::proxy::claude {

class KeyRefusals {
public:
    explicit KeyRefusals(Log& log) : log_(log) {}

    /// What callers are told in the answer's place; nothing when it is about their call. From any thread.
    std::optional<http::Reply> reply_in_place_of(upstream::CallResult const& result);

private:
    void note(ocr::Reason reason, std::string const& words);

    Log& log_;
    std::mutex mutex_;
    std::optional<ocr::Reason> noted_;
    std::chrono::steady_clock::time_point noted_at_;
};

}  // namespace rmirror::proxy::claude
