// SPDX-License-Identifier: AGPL-3.0-or-later
// All settings of the server in one table, which is read, printed by --help and written to
// docs/configuration.md. A new setting is a row.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace rmirror {

enum class Kind {
    text,
    secret,   // One line, never printed.
    flag,     // "on" or "off".
    choice,   // One of several words.
    address,  // A web address without a slash at its end; may be empty where the fallback is.
    list,     // With commas between.
    count,
    seconds,
    tiers,  // A count, or one for each tier.
};

/// Of subscriptions, as the database has them.
constexpr std::array<std::string_view, 4> kTiers = {"free", "pro", "team", "enterprise"};

struct Option {
    std::string_view name;
    std::string_view fallback;
    std::string_view help;  // One sentence or two.
    Kind kind;
    // Of a count, of seconds, and of the counts of tiers.
    std::size_t least = 0;
    std::size_t most = 0;
    std::span<std::string_view const> choices = {};
};

std::span<Option const> options();

}  // namespace rmirror
