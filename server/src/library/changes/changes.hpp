// SPDX-License-Identifier: AGPL-3.0-or-later
// The changes in a user's library since a reader's last request, in the order in which they became visible.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::library {

/// A reader's position: after all of a change, or after one row of it.
struct Cursor {
    std::string change = "0";
    std::string kind = "~";  // Sorts after all kinds.
    std::string id = "00000000-0000-0000-0000-000000000000";
    /// The last change forgotten when the reader started at 0: it misses nothing of those.
    std::string without = "0";

    /// "12", "12.page.0190…" or "12.page.0190….40"; nullopt for anything else.
    static std::optional<Cursor> parse(std::string_view text);
    std::string str() const;
};

constexpr int kMaxChanges = 500;

struct Changes {
    bool is_empty = true;
    /// What became of rows since then isn't known any more, or the cursor is from another database: the
    /// reader must reload everything.
    bool is_lost = false;
    std::string answer;  // `Changes` of shared/openapi.yaml as JSON.
    /// Of a workspace: the reader isn't a member, or no longer.
    bool is_of_no_member = false;
};

Changes changes_since(db::Pool& pool, UserId const& user_id, Cursor const& since);

}  // namespace rmirror::library
