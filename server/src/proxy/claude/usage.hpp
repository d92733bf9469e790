// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads along in an answer of Claude's, as JSON or as server-sent events, how it ended and what it took.
//
// Counts are as Claude says them: those of later events are of all so far, so the highest of each stands.
#pragma once

#include "proxy/pass_on.hpp"
#include "spend/budget.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace rmirror::proxy::claude {

struct Usage {
    std::int64_t input_tokens = 0;  // Neither read from the cache nor written to it.
    std::int64_t cache_read_tokens = 0;
    std::int64_t cache_written_tokens = 0;
    std::int64_t cache_written_for_an_hour_tokens = 0;  // Of those.
    std::int64_t output_tokens = 0;
    std::map<std::string, spend::Tokens>
        of_models;          // What others than the call's did; counted above as well.
    bool is_known = false;  // Claude has said something of it.
    bool is_complete = false;
    bool has_failed = false;  // An event said so in the middle.

    spend::Tokens spent() const;
    std::int64_t prompt_tokens() const { return input_tokens + cache_read_tokens + cache_written_tokens; }
    std::int64_t tokens() const { return prompt_tokens() + output_tokens; }
};

class UsageReader {
public:
    enum class Form { json, events };
    explicit UsageReader(Form form) : form_(form) {}

    void read(std::string_view piece);
    /// When all has come.
    void end();
    /// Of an answer that was cut off Claude has not said all: each piece of it is a token at least.
    Usage usage() const;

private:
    void read_event(std::string_view line);

    Form form_;
    std::string
        text_;  // All of an answer, or the line that has begun; what is too long for us is passed over.
    bool is_too_long_ = false;
    std::int64_t pieces_ = 0;
    Usage usage_;
};

/// Charges a whole answer, and of one that its caller cut off as much as came; all that was reserved where
/// nobody knows how much that is.
class UsageMeter final : public Meter {
public:
    explicit UsageMeter(spend::Budget budget = {}) : budget_(std::move(budget)) {}

    void begin(http::Reply const& head) override;
    void read(std::string_view piece) override;
    void settle(CallEnd const& end, Settlement& settlement) override;

private:
    std::optional<spend::Nanodollars> cost_of(CallEnd const& end, Usage const& usage) const;

    spend::Budget budget_;
    std::optional<UsageReader> reader_;  // From the head on.
};

}  // namespace rmirror::proxy::claude
