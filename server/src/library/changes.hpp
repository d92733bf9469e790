// SPDX-License-Identifier: AGPL-3.0-or-later
// What has changed in a user's library since a reader last asked, in the order in which it became visible.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::library {

/// Where a reader stands: after all of a change, or after one row of it.
struct Cursor {
    std::string change = "0";
    std::string kind = "~";  // Behind all kinds.
    std::string id = "00000000-0000-0000-0000-000000000000";
    /// What was forgotten when the reader began at 0: it misses nothing of that.
    std::string without = "0";

    /// "12", "12.page.0190…" or "12.page.0190….40"; nothing for anything else.
    static std::optional<Cursor> parse(std::string_view text);
    std::string str() const;
};

constexpr int kMostChanges = 500;

struct Changes {
    bool is_empty = true;
    /// What became of rows since then is not known any more, or the cursor is of another database: whoever
    /// has it must load everything anew.
    bool is_lost = false;
    std::string answer;  // `Changes` of the contract, as JSON.
};

Changes changes_since(db::Pool& pool, UserId const& user_id, Cursor const& since);

}  // namespace rmirror::library
