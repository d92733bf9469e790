// SPDX-License-Identifier: AGPL-3.0-or-later
// Transactions of handlers that serve a person's own library, and what other people share with them
// (routes/shared_routes.cpp lists these).
#pragma once

#include "app.hpp"
#include "routes/routes.hpp"

#include "db/member_reader.hpp"
#include "db/transaction.hpp"
#include "library/work.hpp"
#include "workspaces/shared_notebook.hpp"

namespace rmirror::routes {

/// db::as_reader() of `call.user.id`. For what is shared, as the member: row-level security shows no more
/// than the membership of this moment.
template <typename Function>
auto read_library(App& app, Call const& call, Function function)
{
    if (call.shared)
        return db::as_member(app.pool, call.user.id, call.shared->member_id, function);
    return db::as_reader(app.pool, call.user.id, function);
}

/// library::write() in the library of `call.user.id`. For what is shared, the member's role holds until the
/// transaction ends. Throws workspaces::RoleRefused.
template <typename Function>
auto write_library(App& app, Call const& call, Function function)
{
    return db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        if (call.shared)
            workspaces::expect_writer(work, *call.shared);
        library::LibraryWork library(work, call.user.id);
        return function(library);
    });
}

}  // namespace rmirror::routes
