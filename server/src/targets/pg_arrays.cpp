// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/pg_arrays.hpp"

#include "db/array_text.hpp"

#include <array>

namespace rmirror::targets {

namespace {

/// The names that items_now() in the database uses, in the order of Extra.
constexpr std::array<std::string_view, 8> kExtras = {"pictures", "location", "texts",   "highlights",
                                                     "todos",    "whole",    "by_page", "drawings"};

}  // namespace

std::string_view name_of(Extra extra)
{
    return kExtras[static_cast<std::size_t>(extra)];
}

std::string names_of(std::span<Extra const> extras)
{
    ArrayText names;
    for (auto const extra : extras)
        names.add(name_of(extra));
    return names.str();
}

std::string names_of(std::span<ItemType const> types)
{
    ArrayText names;
    for (auto const type : types)
        names.add(to_string(type));
    return names.str();
}

}  // namespace rmirror::targets
