// SPDX-License-Identifier: AGPL-3.0-or-later
#include "admin/health.hpp"

#include "backup/last_backup.hpp"
#include "base/threads/thread_failures.hpp"
#include "routes/admin/admin_requests.hpp"

#include <boost/json.hpp>

namespace rmirror::routes {

namespace json = boost::json;

namespace {

json::object counted(std::map<std::string, std::uint64_t> const& counts)
{
    json::object members;
    for (auto const& [name, count] : counts)
        members[name] = count;
    return members;
}

/// Of this process alone.
json::array gateways(App& app)
{
    json::array all;
    for (auto const* const gateway : app.gateways->in_use()) {
        auto const counts = gateway->counts();
        all.push_back({{"name", gateway->name()},
                       {"under_way", counts.under_way},
                       {"waiting", counts.waiting},
                       {"open_breakers", counts.open_breakers},
                       {"answers", counted(counts.answers)},
                       {"refused", counted(counts.refused)}});
    }
    return all;
}

json::value disk(App& app)
{
    auto const room = app.disk ? app.disk->room() : std::nullopt;
    if (!room)
        return nullptr;
    return {{"bytes", room->bytes}, {"free_bytes", room->free_bytes}, {"is_full", app.disk->is_full()}};
}

json::array failing_threads()
{
    json::array names;
    for (auto const& name : ThreadFailures::of_process().failing())
        names.emplace_back(name);
    return names;
}

json::value backup_age(pqxx::work& work)
{
    auto const age = backup::age_of_last_backup(work);
    return age ? json::value(*age) : json::value(nullptr);
}

json::value spending(App& app, pqxx::work& work)
{
    auto const today = app.spend.today(work);
    if (!today)
        return nullptr;
    return {{"limit_dollars", today->limit},
            {"spent_dollars", today->spent},
            {"is_limit_reached", today->is_limit_reached}};
}

http::Reply show_health(App& app, Call const&)
{
    auto health = db::as_admin(app.pool, [&](pqxx::work& work) {
        auto members = admin::shared_health(work);
        members["backup_age_seconds"] = backup_age(work);
        members["spending"] = spending(app, work);
        return members;
    });
    health["gateways"] = gateways(app);
    health["disk"] = disk(app);
    health["failing_threads"] = failing_threads();
    return admin_json(json::serialize(health));
}

constexpr Row kAdminHealthRows[] = {
    {http::Method::get, "/api/v1/admin/health", Access::admin, show_health},
};

}  // namespace

Table admin_health_routes()
{
    return kAdminHealthRows;
}

}  // namespace rmirror::routes
