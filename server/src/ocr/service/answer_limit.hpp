// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds an output token limit that a service accepts. OpenAI's newer models reject `max_tokens`, other
// services know nothing else, and most reject more than the model can write. Rejected limits are remembered.
#pragma once

#include "ocr/service/failure_table.hpp"

#include <cstddef>
#include <mutex>
#include <optional>
#include <string_view>

namespace rmirror::ocr {

struct AnswerLimit {
    enum class Name { max_tokens, max_completion_tokens, none };

    Name name = Name::max_tokens;
    std::size_t tokens = 0;
};
/// Name of the request's member; empty if the limit is left out.
std::string_view to_string(AnswerLimit::Name name);

/// The sequence of limits tried for one call.
class LimitTrial {
public:
    explicit LimitTrial(AnswerLimit first) : limit_(first) {}

    AnswerLimit const& limit() const { return limit_; }
    /// Chooses the next limit to try after a refusal. Returns false if no other limit can help; the refusal
    /// is then final.
    bool next_limit_after(Reason reason, ErrorAnswer const& error);
    /// The account's credit only covers fewer tokens, which may be different for the next call.
    bool is_for_this_call() const { return is_for_this_call_; }

private:
    bool leave_out();
    bool lower(std::optional<std::size_t> tokens);
    bool rename();

    AnswerLimit limit_;
    int refusals_ = 0;
    bool was_renamed_ = false;
    bool is_for_this_call_ = false;
};

/// The limit that one model at one service accepts. Thread-safe.
class KnownLimit {
public:
    explicit KnownLimit(AnswerLimit::Name first) : known_{first, static_cast<std::size_t>(-1)} {}

    LimitTrial begin(std::size_t tokens) const;
    /// Call after the service answered within this limit.
    void remember(LimitTrial const& trial);

private:
    mutable std::mutex mutex_;
    AnswerLimit known_;
};

}  // namespace rmirror::ocr
