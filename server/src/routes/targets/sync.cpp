// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/routes.hpp"

#include "base/ids.hpp"
#include "db/transaction.hpp"
#include "http/body/query.hpp"
#include "http/problem.hpp"
#include "input/uuid.hpp"
#include "library/work.hpp"
#include "queue/inspect.hpp"
#include "quota/quota.hpp"
#include "reading/page_state.hpp"
#include "reading/read_pictures.hpp"
#include "targets/records.hpp"

namespace rmirror::routes {

namespace {

using http::Code;
using http::Reply;

Reply show_health(App& app, Call const& call)
{
    return http::ok_json(db::as_reader(
        app.pool, call.user.id, [&](pqxx::work& work) { return queue::show_health(work, call.user.id); }));
}

Reply show_stats(App& app, Call const& call)
{
    return http::ok_json(db::as_reader(
        app.pool, call.user.id, [&](pqxx::work& work) { return queue::show_stats(work, call.user.id); }));
}

Reply list_queue(App& app, Call const& call)
{
    http::Query query(call.request);
    auto const piece = query.piece();
    auto const status = query.one_of_if_any("status", queue::kItemStatuses);
    if (auto refusal = query.refusal())
        return *refusal;
    auto const after = piece.after ? std::optional(ItemId(*piece.after)) : std::nullopt;
    return http::ok_json(db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
        return queue::list_items(work, call.user.id, status, after, piece.limit);
    }));
}

/// nullopt if the path's id isn't a UUID.
std::optional<ItemId> item_named_by(http::Request const& request)
{
    auto id = input::parse_uuid(request.parameter("id"));
    return id ? std::optional(ItemId(std::move(*id))) : std::nullopt;
}

Reply not_found()
{
    return http::problem(Code::Not_Found, "This item doesn't exist in your queue.");
}

/// 409 with `sentence` if the item exists, so that its state forbids the change; otherwise 404.
Reply refusal(pqxx::work& work, UserId const& user_id, ItemId const& id, std::string_view sentence)
{
    return queue::is_there(work, user_id, id) ? http::problem(Code::Conflict, sentence) : not_found();
}

bool is_reading(queue::Item const& item)
{
    return item.target_name == reading::kTarget;
}

Reply too_many_retries(pqxx::work& work)
{
    auto const seconds = std::to_string(quota::seconds_left_today(work).count());
    return http::problem(Code::Too_Many_Requests,
                         "This page was retried " + std::to_string(quota::kMaxRetriesPerDay) +
                             " times today as it looks now. You can retry it tomorrow (UTC), or change it on "
                             "the tablet.")
        .with("Retry-After", seconds);
}

Reply retry_item(App& app, Call const& call)
{
    auto const id = item_named_by(call.request);
    if (!id)
        return not_found();
    return library::write(app.pool, call.user.id, [&](library::LibraryWork& work) {
        auto const item = queue::retryable(*work, call.user.id, *id);
        if (!item)
            return refusal(
                *work, call.user.id, *id,
                "Only items that failed, were cancelled or are waiting for a retry can be retried.");
        if (is_reading(*item) && !reading::reset_for_retry(work, *item))
            return too_many_retries(*work);
        queue::requeue(*work, *item);
        if (item->target_name == reading::kPicturesTarget)
            reading::show_reading_pictures(work, reading::page_of(*item), true);
        return http::empty_reply(Code::No_Content);
    });
}

Reply cancel_item(App& app, Call const& call)
{
    auto const id = item_named_by(call.request);
    if (!id)
        return not_found();
    return library::write(app.pool, call.user.id, [&](library::LibraryWork& work) {
        auto const item = queue::cancel(*work, call.user.id, *id);
        if (!item)
            return refusal(*work, call.user.id, *id, "Only items that haven't started can be cancelled.");
        if (is_reading(*item))
            reading::give_up(work, app.quota, *item);
        else if (item->target_name == reading::kPicturesTarget)
            reading::show_reading_pictures(work, reading::page_of(*item), false);
        else
            targets::Records(*work, call.user.id, item->target_name).cancelled(*item);
        return http::empty_reply(Code::No_Content);
    });
}

constexpr Row kSyncRows[] = {
    {http::Method::get, "/api/v1/sync/health", Access::user, show_health},
    {http::Method::get, "/api/v1/sync/stats", Access::user, show_stats},
    {http::Method::get, "/api/v1/sync/queue", Access::user, list_queue},
    {http::Method::post, "/api/v1/sync/queue/:id/retry", Access::user, retry_item},
    {http::Method::remove, "/api/v1/sync/queue/:id", Access::user, cancel_item},
};

}  // namespace

Table sync_routes()
{
    return kSyncRows;
}

}  // namespace rmirror::routes
