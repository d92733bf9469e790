// SPDX-License-Identifier: AGPL-3.0-or-later
// All notebooks and folders of a user at once, and by what a client knows that they are still as they were.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"

#include <string>

namespace rmirror::library {

struct Tree {
    std::string version;
    std::string answer;  // `Tree` of the contract, as JSON.
};

/// Another one whenever the tree shows something else, for each user; asks for one row. What it says of a
/// tree does not cover its `cursor`: that of an earlier answer is as good, only older.
std::string tree_version(db::Pool& pool, UserId const& user_id);

/// Version, cursor and notebooks are of one moment.
Tree read_tree(db::Pool& pool, UserId const& user_id);

}  // namespace rmirror::library
