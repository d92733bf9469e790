// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "db/ids.hpp"
#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/body/query.hpp"
#include "http/problem.hpp"
#include "input/uuid.hpp"
#include "targets/inbound/overrides.hpp"
#include "targets/reconcile/full_scan.hpp"
#include "targets/reconcile/triggers.hpp"
#include "targets/records.hpp"
#include "targets/registry.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <pqxx/result>

#include <array>
#include <iterator>
#include <string_view>
#include <utility>

namespace rmirror::routes {

namespace {

using http::Code;
using http::Reply;

// Newest first. Reads one row more than the limit to know whether the list continues. Leaves out
// `metadata.own`, as NotebookState does: it can be large, and only the item itself needs it.
constexpr auto kListRecords = R"sql(
    SELECT record_json(record), target_name, item_type, external_id, metadata - 'own'
    FROM sync_records AS record
    WHERE user_id = $1 AND deleted_at IS NULL AND ($2::text IS NULL OR target_name = $2)
        AND ($3::uuid IS NULL OR notebook_uuid = $3::uuid) AND ($4::uuid IS NULL OR page_uuid = $4::uuid)
        AND ($5::text IS NULL OR status = $5) AND ($6::text IS NULL OR item_type = $6)
        AND ($7::uuid IS NULL OR id < $7::uuid)
        AND (NOT $9 OR (NOT metadata ? 'override' AND (metadata -> 'kept')::integer > 0))
    ORDER BY CASE WHEN $10 THEN synced_at END DESC NULLS LAST, id DESC LIMIT $8 + 1)sql";

constexpr std::array<std::string_view, 1> kTrue{"true"};
constexpr std::array<std::string_view, 2> kOrders{"created", "synced"};

/// URL of the item at the target, or null if the target has none or nothing was delivered.
boost::json::value url_of(pqxx::row const& row)
{
    auto const* const target = targets::find_target(row[1].as<std::string>());
    auto const type = targets::item_type_of(row[2].as<std::string>());
    if (!target || !target->address_of || !type || row[3].is_null())
        return nullptr;
    targets::Remote const there{row[3].as<std::string>(),
                                boost::json::parse(row[4].as<std::string>()).as_object()};
    auto const url = target->address_of(*type, there);
    return url ? boost::json::value(*url) : boost::json::value();
}

boost::json::object shown(pqxx::row const& row)
{
    auto record = boost::json::parse(row[0].as<std::string>()).as_object();
    record["url"] = url_of(row);
    return record;
}

boost::json::object shown(pqxx::result const& rows, std::int64_t max, bool goes_on)
{
    boost::json::array items;
    for (auto const& row : rows)
        if (std::ssize(items) < max)
            items.push_back(shown(row));
    boost::json::value next;
    if (goes_on && std::ssize(rows) > max)
        next = items.back().as_object().at("id");
    return {{"items", std::move(items)}, {"next", std::move(next)}};
}

Reply list_records(App& app, Call const& call)
{
    http::Query query(call.request);
    auto const piece = query.piece();
    auto const target = query.text_if_any("target_name", {.min = 1, .max = 50});
    auto const notebook = query.uuid_if_any("notebook_uuid");
    auto const page = query.uuid_if_any("page_uuid");
    auto const status = query.one_of_if_any("status", targets::kRecordStatuses);
    auto const type = query.one_of_if_any("item_type", targets::kItemTypes);
    bool const is_kept = query.one_of_if_any("is_kept", kTrue).has_value();
    bool const by_sync = query.one_of_if_any("order", kOrders) == "synced";
    if (page && !notebook)
        query.refuse("page_uuid", "Must come with notebook_uuid.");
    if (auto refusal = query.refusal())
        return *refusal;
    return http::ok_json(db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
        auto const rows = work.exec_params(kListRecords, call.user.id, target, notebook, page, status, type,
                                           piece.after, piece.limit, is_kept, by_sync);
        return boost::json::serialize(shown(rows, piece.limit, !by_sync));
    }));
}

Reply override_kept(App& app, Call const& call)
{
    auto const id = input::parse_uuid(call.request.parameter("id"));
    auto const answer =
        id ? db::as_user(app.pool, call.user.id,
                         [&](pqxx::work& work) {
                             return targets::request_override(work, call.user.id, *id, targets::find_target);
                         })
           : targets::OverrideResult::not_there;
    switch (answer) {
        case targets::OverrideResult::not_there:
            return http::problem(Code::Not_Found, "You have no such record.");
        case targets::OverrideResult::nothing_kept:
            return http::problem(Code::Conflict, "Nothing here is kept as you changed it.");
        default:
            return http::empty_reply(Code::No_Content);
    }
}

struct Asked {
    std::optional<std::string> target_name;
    targets::Scope scope;
};

Asked read_trigger(input::JsonReader& fields)
{
    Asked asked;
    asked.target_name = fields.text_if_any("target_name", {.min = 1, .max = 50});
    asked.scope.item_type = fields.one_of_if_any("item_type", targets::kItemTypes);
    auto const notebooks = fields.uuids_if_any("notebook_uuids", 1000);
    if (!notebooks.empty())
        asked.scope.notebook_uuids = notebooks;
    asked.scope.max = fields.integer_if_any("limit", 1, 100'000);
    return asked;
}

Reply accepted(boost::json::object const& run)
{
    auto reply = http::ok_json(boost::json::serialize(run));
    reply.status = Code::Accepted;
    return reply;
}

Reply trigger(App& app, Call const& call)
{
    http::JsonBody body(call.request);
    auto const asked = read_trigger(body.fields());
    if (auto refusal = body.refusal())
        return *refusal;
    return db::as_user(app.pool, call.user.id, [&](pqxx::work& work) -> Reply {
        auto const begun =
            targets::begin_run(work, call.user.id, asked.target_name, asked.scope, targets::find_target);
        if (auto const* const run_id = std::get_if<RunId>(&begun))
            return accepted(targets::show_run(work, call.user.id, *run_id).value());
        if (std::get<targets::NoRun>(begun) == targets::NoRun::too_many)
            return http::problem(Code::Too_Many_Requests,
                                 "Many of your comparisons are still waiting. Try again when they are done.")
                .with("Retry-After", "10");
        if (asked.target_name)
            return http::problem(Code::Not_Found, "This target isn't set up, or it is paused.");
        return http::ok_json(boost::json::serialize(targets::show_empty_run()));
    });
}

Reply show_run(App& app, Call const& call)
{
    auto const id = input::parse_uuid(call.request.parameter("id"));
    auto const run = id ? db::as_reader(app.pool, call.user.id,
                                        [&](pqxx::work& work) {
                                            return targets::show_run(work, call.user.id, RunId(*id));
                                        })
                        : std::nullopt;
    return run ? http::ok_json(boost::json::serialize(*run))
               : http::problem(Code::Not_Found, "This comparison doesn't exist any more.");
}

constexpr Row kRecordsRows[] = {
    {http::Method::get, "/api/v1/sync/records", Access::user, list_records},
    {http::Method::post, "/api/v1/sync/records/:id/override", Access::user, override_kept},
    {http::Method::post, "/api/v1/sync/trigger", Access::user, trigger},
    {http::Method::get, "/api/v1/sync/trigger/:id", Access::user, show_run},
};

}  // namespace

Table record_routes()
{
    return kRecordsRows;
}

}  // namespace rmirror::routes
