// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/taken.hpp"

#include "db/array_text.hpp"

namespace rmirror::targets {

std::string names_of(std::span<Extra const> extras)
{
    ArrayText names;
    for (auto const extra : extras)
        names.add(extra == Extra::pictures ? "pictures" : "location");
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
