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

    /// "12", or "12.page.0190…"; nothing for anything else.
    static std::optional<Cursor> parse(std::string_view text);
    std::string str() const;
};

constexpr int kMostChanges = 500;

struct Changes {
    bool is_empty = true;
    std::string answer;  // `Changes` of the contract, as JSON.
};

Changes changes_since(db::Pool& pool, UserId const& user_id, Cursor const& since);

}  // namespace rmirror::library
