// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/notion/notion_connections.hpp"

#include "app.hpp"
#include "connections/connections.hpp"
#include "db/transaction.hpp"
#include "http/problem.hpp"
#include "notion/access.hpp"
#include "notion/connection/grants.hpp"
#include "targets/integration.hpp"
#include "targets/registry.hpp"
#include "targets/second_credential.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace rmirror::routes {

namespace json = boost::json;
using http::Code;

namespace {

http::Reply refusal_of_workspace(notion::NotConnected const& refusal)
{
    bool const is_blocked = refusal.why == notion::NotConnected::Why::blocked;
    return http::problem(Code::Conflict, refusal.sentence,
                         {{"type", is_blocked ? "workspace_blocked" : "workspace_elsewhere"}});
}

/// Lets enabled Notion targets retry now that stopped because they had no usable connection.
void resume_targets(App& app, UserId const& user_id)
{
    db::as_user(app.pool, user_id, [&](pqxx::work& work) {
        for (auto const* const target : targets::all_targets()) {
            if (target->provider != notion::kProvider)
                continue;
            auto const integration = targets::lock_integration(work, user_id, target->name);
            if (integration && integration->is_enabled)
                targets::restart_integration(work, user_id, target->name);
        }
    });
}

}  // namespace

json::value connection_shown(pqxx::work& work, App const& app, UserId const& user_id, ConnectionId const& id)
{
    auto const items = connections::list(work, app.vault, user_id);
    return *std::find_if(items.begin(), items.end(),
                         [&](json::value const& item) { return item.at("id").as_string() == id.text(); });
}

http::Reply connect_notion(App& app, UserId const& user_id, auth::ClientInfo const& client,
                           NewConnection const& made)
{
    bool const is_shared = app.settings.flag("RMIRROR_NOTION_SHARED");
    auto reply = db::as_system(app.pool, [&](pqxx::work& work) -> http::Reply {
        auto const connected =
            notion::connect(work, app.vault, user_id, made.bot, made.kind, made.credential, is_shared);
        if (auto const* const refusal = std::get_if<notion::NotConnected>(&connected))
            return refusal_of_workspace(*refusal);
        auto const& id = std::get<ConnectionId>(connected);
        notion::note_grants(work, user_id, id, made.grants);
        auth::note(work, user_id, "connection_added", client);
        auto reply = http::ok_json(json::serialize(connection_shown(work, app, user_id, id)))
                         .with("Cache-Control", "no-store");
        reply.status = Code::Created;
        return reply;
    });
    if (reply.status == Code::Created)
        resume_targets(app, user_id);
    return reply;
}

http::Reply connect_target(App& app, UserId const& user_id, auth::ClientInfo const& client,
                           targets::Target const& target, json::object const& credential,
                           connections::Facts const& facts)
{
    auto const shown = db::as_user(app.pool, user_id, [&](pqxx::work& work) {
        auto const integration = targets::lock_integration(work, user_id, target.name);
        auto const id =
            connections::put(work, app.vault, user_id, {.provider = target.name}, credential, facts);
        targets::forget_second(work, user_id, target.name);
        if (integration && integration->is_enabled)
            targets::restart_integration(work, user_id, target.name);
        auth::note(work, user_id, "connection_added", client);
        return connection_shown(work, app, user_id, id);
    });
    auto reply = http::ok_json(json::serialize(shown)).with("Cache-Control", "no-store");
    reply.status = Code::Created;
    return reply;
}

std::optional<notion::Access> revocable(pqxx::work& work, App const& app, UserId const& user_id,
                                        ConnectionId const& id)
{
    auto const opened = notion::open_access(work, app.vault, user_id, id);
    auto const* const access = std::get_if<notion::Access>(&opened);
    bool const can_be = access && access->kind == notion::Kind::oauth && app.notion.has_program();
    return can_be ? std::optional(*access) : std::nullopt;
}

void revoke_later(App& app, UserId const& user_id, notion::Access const& access)
{
    auto const note = [&log = app.log](std::string_view why) {
        log.write(Level::info, "token not revoked", {{"provider", "notion"}, {"why", why}});
    };
    auto const revoke = [&app, note, user_id, access] {
        try {
            // Notion revokes all tokens of a bot together, including those of a user who connected it again
            // or of another account that uses it.
            if (db::as_system(app.pool,
                              [&](pqxx::work& work) { return notion::is_in_use(work, access.bot_id); }))
                return;
            if (auto const failed = app.notion.revoke(user_id, access.token))
                note(notion::sentence_about(*failed));
        } catch (std::exception const& error) {
            note(error.what());
        }
    };
    if (!app.slow_tasks.run(user_id.text(), revoke))
        note("too many calls are waiting");
}

}  // namespace rmirror::routes
