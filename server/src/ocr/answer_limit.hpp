// SPDX-License-Identifier: AGPL-3.0-or-later
// How long an answer may be, in a way that the service takes: OpenAI's newer models refuse `max_tokens`,
// others know nothing else, and most refuse more than a model can write. What was refused is remembered.
#pragma once

#include "ocr/failure_table.hpp"

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
/// The member of a request. Empty: the limit is left out.
std::string_view to_string(AnswerLimit::Name name);

/// The limits of one call, one after another.
class LimitTrial {
public:
    explicit LimitTrial(AnswerLimit first) : limit_(first) {}

    AnswerLimit const& limit() const { return limit_; }
    /// False when another limit won't help: then the refusal stands.
    bool take_refusal(Reason reason, ErrorAnswer const& error);
    /// The account has money for fewer tokens only, which may change with the next call.
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

/// What one model at one service takes. From any thread.
class KnownLimit {
public:
    explicit KnownLimit(AnswerLimit::Name first) : known_{first, static_cast<std::size_t>(-1)} {}

    LimitTrial begin(std::size_t tokens) const;
    /// The service answered within this limit.
    void remember(LimitTrial const& trial);

private:
    mutable std::mutex mutex_;
    AnswerLimit known_;
};

}  // namespace rmirror::ocr
