// SPDX-License-Identifier: AGPL-3.0-or-later
// Prices of models per token: a built-in table, overridden by RMIRROR_PRICES.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::spend {

/// Billionths of a dollar. A cached token of a small model in a batch costs five of them.
using Nanodollars = std::int64_t;
constexpr Nanodollars kDollar = 1'000'000'000;

/// The token usage of a call. Each token is in one of the counts only.
struct Tokens {
    std::int64_t input = 0;  // Neither read from a cache nor written to one.
    std::int64_t cache_read = 0;
    std::int64_t cache_written = 0;           // For five minutes.
    std::int64_t cache_written_for_hour = 0;  // For an hour.
    std::int64_t output = 0;
};

/// Batches cost half.
enum class Rate { usual, batch };

/// A Claude model without a price counts as the most expensive one; a model of another service as free.
enum class Vendor { claude, other };

class Prices {
public:
    /// The built-in table with `more`, each MODEL=INPUT/OUTPUT in dollars per million tokens.
    static Result<Prices> read(std::vector<std::string> const& more);

    Nanodollars cost(Vendor vendor, std::string_view model, Tokens const& tokens, Rate rate) const;
    /// Whether the model has a price of its own.
    bool has(std::string_view model) const;

    /// In microdollars per million tokens.
    struct Price {
        std::int64_t input = 0;
        std::int64_t output = 0;
        std::int64_t cache_read_percent = 10;  // Of the price of input.
        // For a prompt of more tokens than this, all tokens have the long prices.
        std::int64_t long_prompt = INT64_MAX;
        std::int64_t long_input = 0;
        std::int64_t long_output = 0;
    };

private:
    Price const* find(std::string_view model) const;

    std::map<std::string, Price, std::less<>> prices_;
    Price dearest_;
};

/// Parses dollars such as 5 or 0.25 into microdollars; nullopt for other text and more than six decimal
/// places.
std::optional<std::int64_t> parse_microdollars(std::string_view text);

}  // namespace rmirror::spend
