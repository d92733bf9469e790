// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "db/transaction.hpp"
#include "http/body/query.hpp"
#include "quota/quota.hpp"

#include <array>
#include <chrono>

namespace rmirror::routes {

namespace {

/// The only kind of quota, by the name that clients of other versions use and by its own.
constexpr std::array<std::string_view, 2> kTypes = {"ocr", "ocr_pages"};

/// For what calls cost that have just ended.
constexpr std::chrono::seconds kLongestWait{1};

http::Reply show_quota(App& app, Call const& call)
{
    http::Query query(call.request);
    query.one_of_if_any("quota_type", kTypes);
    if (auto refusal = query.refusal())
        return *refusal;
    app.ledger.wait(kLongestWait);
    return http::ok_json(db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
        return quota::describe(work, app.quota, call.user.id);
    }));
}

http::Reply show_history(App& app, Call const& call)
{
    return http::ok_json(db::as_reader(app.pool, call.user.id,
                                       [&](pqxx::work& work) { return quota::history(work, call.user.id); }));
}

constexpr Row kQuotaRows[] = {
    {http::Method::get, "/api/v1/quota", Access::user, show_quota},
    {http::Method::get, "/api/v1/quota/history", Access::user, show_history},
};

}  // namespace

Table quota_routes()
{
    return kQuotaRows;
}

}  // namespace rmirror::routes
