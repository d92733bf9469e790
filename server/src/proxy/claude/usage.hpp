// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the token usage and completion of a Claude answer as it streams by, as JSON or as server-sent events.
//
// Counts in later events are cumulative, so the maximum of each is taken.
#pragma once

#include "proxy/forward_call.hpp"
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
    std::int64_t cache_written_for_an_hour_tokens = 0;  // Included in cache_written_tokens.
    std::int64_t output_tokens = 0;
    /// Tokens of other models than the call's; included in the counts above.
    std::map<std::string, spend::Tokens> of_models;
    bool is_known = false;  // Claude has reported usage.
    bool is_complete = false;
    bool has_failed = false;  // An error event arrived in the middle of the answer.

    spend::Tokens spent() const;
    std::int64_t prompt_tokens() const { return input_tokens + cache_read_tokens + cache_written_tokens; }
    std::int64_t tokens() const { return prompt_tokens() + output_tokens; }
};

class UsageReader {
public:
    enum class Form { json, events };
    explicit UsageReader(Form form) : form_(form) {}

    void read(std::string_view piece);
    /// Call once the answer has arrived completely.
    void end();
    /// For an answer that was cut off, whose usage Claude has not reported completely, every content delta
    /// counts as at least one output token.
    Usage usage() const;

private:
    void read_event(std::string_view line);

    Form form_;
    std::string text_;  // The whole JSON answer, or the current line; dropped if too long.
    bool is_too_long_ = false;
    std::int64_t pieces_ = 0;
    Usage usage_;
};

/// Charges a complete answer in full, and one that the caller cut off for what arrived. If the usage is
/// unknown, the whole reservation is charged.
class UsageMeter final : public Meter {
public:
    explicit UsageMeter(spend::Budget budget = {}) : budget_(std::move(budget)) {}

    void begin(http::Reply const& head) override;
    void read(std::string_view piece) override;
    void settle(CallEnd const& end, Settlement& settlement) override;

private:
    std::optional<spend::Nanodollars> cost_of(CallEnd const& end, Usage const& usage) const;

    spend::Budget budget_;
    std::optional<UsageReader> reader_;  // Set once the head has arrived.
};

}  // namespace rmirror::proxy::claude
