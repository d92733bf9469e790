// SPDX-License-Identifier: AGPL-3.0-or-later
// The tables of all server settings. They drive parsing, --help and docs/configuration.md; a new setting is a
// new row.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace rmirror {

enum class Kind {
    text,
    secret,   // A single line that is never printed.
    flag,     // "on" or "off".
    choice,   // One of `choices`.
    address,  // A URL without trailing slash. May be empty if the fallback is.
    list,     // Comma-separated.
    count,
    seconds,
    tiers,  // A count, or one per tier.
};

/// Subscription tiers, as the database names them.
constexpr std::array<std::string_view, 4> kTiers = {"free", "pro", "team", "enterprise"};

struct Option {
    std::string_view name;
    std::string_view fallback;
    std::string_view help;  // One or two sentences.
    Kind kind;
    // Bounds of a count, of seconds, and of each tier's count.
    std::size_t min = 0;
    std::size_t max = 0;
    std::span<std::string_view const> choices = {};
};

/// A section of docs/configuration.md.
struct OptionGroup {
    std::string_view title;
    std::string_view about;  // One sentence.
    std::span<Option const> options;
};

/// The documented settings, in the order of docs/configuration.md.
std::span<OptionGroup const> option_groups();

/// Every test setting's name begins with this, and no other's.
constexpr std::string_view kTestPrefix = "RMIRROR_TEST_";

/// Values that are fixed for operators and that tests change. --help and docs/configuration.md omit them.
std::span<Option const> test_options();

/// Both of the above.
std::vector<Option> const& all_options();

}  // namespace rmirror
