// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/target.hpp"

#include <algorithm>

namespace rmirror::targets {

namespace {

/// In the order of FieldKind.
constexpr std::array<std::string_view, 5> kFieldKinds = {"text", "url", "secret", "drawn", "flag"};

}  // namespace

std::string_view to_string(ItemType type)
{
    return kItemTypes[static_cast<std::size_t>(type)];
}

std::optional<ItemType> item_type_of(std::string_view name)
{
    auto const* const found = std::find(kItemTypes.begin(), kItemTypes.end(), name);
    if (found == kItemTypes.end())
        return std::nullopt;
    return static_cast<ItemType>(found - kItemTypes.begin());
}

std::string_view to_string(FieldKind kind)
{
    return kFieldKinds[static_cast<std::size_t>(kind)];
}

bool accepts(Target const& target, ItemType type)
{
    return std::find(target.accepts.begin(), target.accepts.end(), type) != target.accepts.end();
}

std::vector<Extra> extras_of(Target const& target, Values const& values)
{
    std::vector<Extra> extras(target.extras.begin(), target.extras.end());
    for (auto const& field : target.fields)
        if (field.gives && values.setting(field.key) == kOn)
            extras.push_back(*field.gives);
    return extras;
}

std::vector<ItemType> deliverable_types(Target const& target, Values const& values)
{
    std::vector<ItemType> types(target.accepts.begin(), target.accepts.end());
    for (auto const& field : target.fields)
        if (!field.is_required && !field.has_default_place && values.setting(field.key).empty())
            for (auto const type : field.places)
                std::erase(types, type);
    return types;
}

}  // namespace rmirror::targets
