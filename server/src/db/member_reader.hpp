// SPDX-License-Identifier: AGPL-3.0-or-later
// The fourth way to use the database, beside those of db/transaction.hpp and db/link_reader.hpp: as a member
// of workspaces, who reads what another person shares with them (docs/decisions/0097).
#pragma once

#include "base/ids.hpp"
#include "db/transaction.hpp"

namespace rmirror::db {

void run_as_member(Pool& pool, UserId const& user_id, UserId const& member_id, Work const& work);

/// Under row-level security: of the user's rows, those of notebooks in workspaces that `member_id` is a
/// member of at this moment. Statements that write fail.
template <typename Function>
auto as_member(Pool& pool, UserId const& user_id, UserId const& member_id, Function function)
{
    return detail::answer_of([&](Work const& work) { run_as_member(pool, user_id, member_id, work); },
                             function);
}

}  // namespace rmirror::db
