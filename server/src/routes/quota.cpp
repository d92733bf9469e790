// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "db/transaction.hpp"
#include "quota/quota.hpp"

namespace rmirror::routes {

namespace {

http::Reply show_quota(App& app, Call const& call)
{
    return http::ok_json(db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
        return quota::describe(work, app.quota, call.user.id);
    }));
}

constexpr Row kRows[] = {
    {http::Method::get, "/api/v1/quota", Access::user, show_quota},
};

}  // namespace

Table quota_routes()
{
    return kRows;
}

}  // namespace rmirror::routes
