// SPDX-License-Identifier: AGPL-3.0-or-later
// The third way to use the database, beside those of db/transaction.hpp: as the reader of a link, who sees
// one notebook or one page of its owner and nothing else (docs/decisions/0098).
#pragma once

#include "base/ids.hpp"
#include "db/transaction.hpp"

namespace rmirror::db {

/// What a link shows, and whose it is.
struct LinkScope {
    UserId user_id;
    NotebookId notebook_id;
    PageId page_id;  // Empty: all pages of the notebook.
};

void run_as_link(Pool& pool, LinkScope const& scope, Work const& work);

/// Under row-level security, as a role that may only read what a shared page shows. Statements that write
/// fail.
template <typename Function>
auto as_link(Pool& pool, LinkScope const& scope, Function function)
{
    return detail::answer_of([&](Work const& work) { run_as_link(pool, scope, work); }, function);
}

}  // namespace rmirror::db
