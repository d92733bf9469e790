// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/quota.hpp"

#include "db/transaction.hpp"
#include "quota/quota.hpp"
#include "routes/for_user.hpp"

namespace rmirror {

namespace {

http::Reply show_quota(Services& services, http::Request const&, std::string const& user_id)
{
    return http::ok_json(db::as_user(services.pool, user_id, [&](pqxx::work& work) {
        return quota::describe(work, services.quota, user_id);
    }));
}

}  // namespace

http::Routes quota_routes(Services& services)
{
    return {{http::Method::get, "/api/v1/quota", for_user(services, show_quota)}};
}

}  // namespace rmirror
