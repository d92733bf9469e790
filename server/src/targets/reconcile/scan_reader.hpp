// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads a library in pieces, for comparisons that would take too long in one statement: first the notebooks,
// last modified first, then the target's records whose items are gone.
#pragma once

#include "base/ids.hpp"

#include <pqxx/row>
#include <pqxx/transaction>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::targets {

/// Where the next piece begins. The strings are PostgreSQL literals.
struct Cursor {
    std::string stage = "notebooks";  // Followed by "records" and "done".
    std::string at = "infinity";
    std::string id = "ffffffff-ffff-ffff-ffff-ffffffffffff";
    std::string page = "ffffffff-ffff-ffff-ffff-ffffffffffff";
};

struct ScanScope {
    std::string target_name = {};
    std::optional<std::string> item_type = std::nullopt;
    std::optional<std::string> notebook_uuids = std::nullopt;  // A PostgreSQL array.
    /// Maximum rows per piece.
    int max_pages = 2000;
    int max_records = 5000;
    /// Whether each item is in one piece only. Otherwise a notebook is compared again with each piece that
    /// contains pages or records of it, which detects changes to it between two pieces.
    bool visits_items_once = false;
};

struct Piece {
    std::string types, keys;  // Of its items, as PostgreSQL arrays.
    Cursor next;
};

/// The cursor's stage must not be "done".
Piece read_scan_piece(pqxx::work& work, UserId const& user_id, ScanScope const& walk, Cursor const& cursor);

}  // namespace rmirror::targets
