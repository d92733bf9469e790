// SPDX-License-Identifier: AGPL-3.0-or-later
// All notebooks and folders of a user in one answer, and a version by which a client knows that they haven't
// changed.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"

#include <string>

namespace rmirror::library {

struct Tree {
    std::string version;
    std::string answer;  // The reply of GET /api/v1/notebooks/tree as JSON.
};

/// Changes whenever the tree shows something else, and differs between users. Costs one row. It doesn't cover
/// the tree's `cursor`: that of an earlier reply is as good, only older.
std::string tree_version(db::Pool& pool, UserId const& user_id);

/// Version, cursor and notebooks are from one snapshot.
Tree read_tree(db::Pool& pool, UserId const& user_id);

}  // namespace rmirror::library
