// SPDX-License-Identifier: AGPL-3.0-or-later
#include "workspaces/shelf_cursor.hpp"

#include "input/uuid.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::workspaces {

std::optional<ShelfCursor> ShelfCursor::parse(std::string_view text)
{
    ShelfCursor cursor;
    if (text.size() > kMaxShelfCursor || text.ends_with(','))
        return std::nullopt;
    while (!text.empty()) {
        auto const end = std::min(text.find(','), text.size());
        auto const part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        auto const colon = std::min(part.find(':'), part.size());
        auto person = input::parse_uuid(part.substr(0, colon));
        auto position = colon < part.size() ? library::Cursor::parse(part.substr(colon + 1)) : std::nullopt;
        if (!person || !position)
            return std::nullopt;
        cursor.set(UserId(std::move(*person)), std::move(*position));
    }
    return cursor;
}

std::string ShelfCursor::str() const
{
    std::string text;
    for (auto const& [person, position] : positions_) {
        if (!text.empty())
            text += ',';
        text.append(person.text()).append(":").append(position.str());
    }
    return text;
}

library::Cursor ShelfCursor::of(UserId const& person) const
{
    auto const found = positions_.find(person);
    return found == positions_.end() ? library::Cursor{} : found->second;
}

void ShelfCursor::set(UserId const& person, library::Cursor position)
{
    positions_.insert_or_assign(person, std::move(position));
}

}  // namespace rmirror::workspaces
