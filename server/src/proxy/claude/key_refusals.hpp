// SPDX-License-Identifier: AGPL-3.0-or-later
// Recognises answers of Claude that are about this server's key or account and not about the call. Callers
// who saw them would blame their own token.
#pragma once

#include "base/log.hpp"
#include "http/reply.hpp"
#include "ocr/provider.hpp"
#include "upstream/client/client.hpp"

#include <chrono>
#include <mutex>
#include <optional>

namespace rmirror::proxy::claude {

class KeyRefusals {
public:
    explicit KeyRefusals(Log& log) : log_(log) {}

    /// The reply to send instead; nullopt if the answer is about the call. Thread-safe.
    std::optional<http::Reply> reply_in_place_of(upstream::CallResult const& result);

private:
    void note(ocr::Reason reason, std::string const& words);

    Log& log_;
    std::mutex mutex_;
    std::optional<ocr::Reason> noted_;
    std::chrono::steady_clock::time_point noted_at_;
};

}  // namespace rmirror::proxy::claude
