// SPDX-License-Identifier: AGPL-3.0-or-later
// How far a reader has read the changes of a workspace: a position for each person who brought notebooks,
// because changes are numbered by person (docs/decisions/0097).
#pragma once

#include "base/ids.hpp"
#include "library/changes/changes.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::workspaces {

class ShelfCursor {
public:
    /// "PERSON:POSITION,PERSON:POSITION"; empty for a reader that has read nothing. nullopt for anything
    /// else.
    static std::optional<ShelfCursor> parse(std::string_view text);
    std::string str() const;

    /// Of a person who isn't named: the beginning.
    library::Cursor of(UserId const& person) const;
    void set(UserId const& person, library::Cursor position);

    std::map<UserId, library::Cursor> const& positions() const { return positions_; }

private:
    std::map<UserId, library::Cursor> positions_;
};

/// Of a cursor's text: enough for 150 people.
constexpr std::size_t kMaxShelfCursor = 10'000;

}  // namespace rmirror::workspaces
