// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/client/appends.hpp"

#include <utility>

namespace rmirror::targets::notion {

namespace json = boost::json;

std::string const& Appends::named(BlockName const& name) const
{
    return name.id.empty() ? ids_.at(name.portion).at(name.index) : name.id;
}

Blocks Appends::send(std::size_t number, Portion portion)
{
    auto const& place = portion.place;
    json::object position;
    if (place.where == Place::Where::start)
        position = {{"type", "start"}};
    if (place.where == Place::Where::after)
        position = {{"type", "after_block"}, {"after_block", {{"id", named(place.after)}}}};
    auto const count = portion.children.size();
    auto made = api_.append(named(place.parent), std::move(portion.children), std::move(position));
    if (made.failure)
        return made;
    std::vector<std::string> ids;
    for (auto const& block : made.value)
        if (auto const* const object = block.if_object())
            ids.push_back(id_of(*object));
    if (ids.size() != count)
        return {.failure = unreadable()};
    ids_[number] = std::move(ids);
    return made;
}

}  // namespace rmirror::targets::notion
