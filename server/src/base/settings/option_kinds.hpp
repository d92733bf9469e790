// SPDX-License-Identifier: AGPL-3.0-or-later
// Settings of each kind, for the tables of settings.
#pragma once

#include "base/settings/options.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace rmirror::option {

using Text = std::string_view;

constexpr Option text(Text name, Text fallback, Text help)
{
    return {name, fallback, help, Kind::text};
}

constexpr Option secret(Text name, Text fallback, Text help)
{
    return {name, fallback, help, Kind::secret};
}

constexpr Option flag(Text name, Text fallback, Text help)
{
    return {name, fallback, help, Kind::flag};
}

constexpr Option address(Text name, Text fallback, Text help)
{
    return {name, fallback, help, Kind::address};
}

constexpr Option list(Text name, Text fallback, Text help)
{
    return {name, fallback, help, Kind::list};
}

constexpr Option choice(Text name, Text fallback, std::span<Text const> choices, Text help)
{
    return {name, fallback, help, Kind::choice, 0, 0, choices};
}

constexpr Option count(Text name, Text fallback, Text help, std::size_t min, std::size_t max)
{
    return {name, fallback, help, Kind::count, min, max};
}

constexpr Option seconds(Text name, Text fallback, Text help, std::size_t min, std::size_t max)
{
    return {name, fallback, help, Kind::seconds, min, max};
}

constexpr Option tiers(Text name, Text fallback, Text help, std::size_t min, std::size_t max)
{
    return {name, fallback, help, Kind::tiers, min, max};
}

}  // namespace rmirror::option
