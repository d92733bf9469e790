// SPDX-License-Identifier: AGPL-3.0-or-later
// The paths and the protocol of rmirror-cloud's Obsidian plugin: users manage the integration, and the plugin
// authenticates by its API key.
#include "app.hpp"
#include "routes/routes.hpp"

#include "auth/client_info.hpp"
#include "auth/tokens/authenticator.hpp"
#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/body/query.hpp"
#include "http/problem.hpp"
#include "targets/integrations/settings.hpp"
#include "targets/obsidian/obsidian.hpp"
#include "targets/obsidian/pull.hpp"

#include <boost/json/serialize.hpp>

#include <variant>

namespace rmirror::routes {

namespace json = boost::json;
namespace obsidian = targets::obsidian;

using http::Code;
using http::Reply;
using obsidian::kTarget;

namespace {

constexpr std::size_t kMaxConfirmed = 20'000;
constexpr std::int64_t kDefaultLimit = 50;
constexpr std::int64_t kMaxLimit = 200;

Reply answer(json::object const& members)
{
    return http::ok_json(json::serialize(members)).with("Cache-Control", "no-store");
}

/// Shows the key after it was generated; it can't be shown again.
Reply shown_key(targets::GeneratedSecrets const& generated)
{
    return answer({{"api_key", generated.at("api_key")}, {"enabled", true}});
}

void note(pqxx::work& work, Call const& call, std::string_view action)
{
    auth::note(work, call.user.id, action, auth::client_info_of(call.request));
}

targets::Setup switched(bool on)
{
    targets::Setup setup;
    setup.is_enabled = on;
    return setup;
}

/// Enabling a disabled integration generates a new key, because it's unknown who has the old one by now.
Reply enable(App& app, Call const& call)
{
    return db::as_user(app.pool, call.user.id, [&](pqxx::work& work) -> Reply {
        auto const integration = targets::lock_integration(work, call.user.id, kTarget.name);
        if (integration && integration->is_enabled)
            return http::problem(
                Code::Bad_Request,
                "The Obsidian integration is already enabled. Regenerate its key if you need it.");
        auto saved = targets::save(work, app.vault, kTarget, call.user.id, switched(true));
        note(work, call, "obsidian_enabled");
        if (integration)
            return shown_key(targets::regenerate_secrets(work, app.vault, kTarget, call.user.id).value());
        return shown_key(std::get<targets::GeneratedSecrets>(saved));
    });
}

Reply regenerate_key(App& app, Call const& call)
{
    return db::as_user(app.pool, call.user.id, [&](pqxx::work& work) -> Reply {
        auto const generated = targets::regenerate_secrets(work, app.vault, kTarget, call.user.id);
        if (!generated)
            return http::problem(Code::Not_Found, "The Obsidian integration isn't enabled.");
        note(work, call, "obsidian_key_regenerated");
        auto const integration = targets::lock_integration(work, call.user.id, kTarget.name);
        return answer({{"api_key", generated->at("api_key")}, {"enabled", integration->is_enabled}});
    });
}

Reply disable(App& app, Call const& call)
{
    return db::as_user(app.pool, call.user.id, [&](pqxx::work& work) -> Reply {
        auto const integration = targets::lock_integration(work, call.user.id, kTarget.name);
        if (!integration)
            return http::problem(Code::Not_Found, "The Obsidian integration isn't enabled.");
        targets::save(work, app.vault, kTarget, call.user.id, switched(false));
        note(work, call, "obsidian_disabled");
        return answer({{"success", true}, {"message", "The Obsidian integration is disabled."}});
    });
}

Reply show_status(App& app, Call const& call)
{
    return answer(db::as_reader(app.pool, call.user.id,
                                [&](pqxx::work& work) { return obsidian::status(work, call.user.id); }));
}

/// Authenticates by the API key alone. The key's owner determines the library.
std::variant<UserId, Reply> owner_of_key(App& app, Call const& call)
{
    Secret const key(std::string(auth::bearer_token(call.request)));
    auto const owner =
        db::as_system(app.pool, [&](pqxx::work& work) { return obsidian::owner_of_key(work, key); });
    if (!owner)
        return http::problem(Code::Unauthorized, "Invalid API key").with("WWW-Authenticate", "Bearer");
    if (!owner->is_enabled)
        return http::problem(Code::Forbidden, "Obsidian integration is disabled");
    return owner->user_id;
}

Reply list_changes(App& app, Call const& call)
{
    auto const owner = owner_of_key(app, call);
    if (auto const* const refusal = std::get_if<Reply>(&owner))
        return *refusal;
    http::Query query(call.request);
    auto const limit = query.integer_if_any("limit", 1, kMaxLimit).value_or(kDefaultLimit);
    // An invalid cursor starts from the beginning.
    auto const after = input::parse_uuid(query.text_if_any("cursor", {.max = 1000}).value_or(""));
    if (auto refusal = query.refusal())
        return std::move(*refusal);
    auto const& user_id = std::get<UserId>(owner);
    auto found = db::as_user(
        app.pool, user_id, [&](pqxx::work& work) { return obsidian::changes(work, user_id, limit, after); });
    return http::ok_json(std::move(found)).with("Cache-Control", "no-store");
}

Reply confirm(App& app, Call const& call)
{
    auto const owner = owner_of_key(app, call);
    if (auto const* const refusal = std::get_if<Reply>(&owner))
        return *refusal;
    http::JsonBody body(call.request);
    std::vector<obsidian::Written> written;
    body.fields().each_if_any("synced_notebooks", kMaxConfirmed, [&](input::JsonReader& notebook) {
        written.push_back({notebook.uuid("notebook_uuid"),
                           notebook.text("content_hash", {.min = 1, .max = 100}),
                           notebook.text_if_any("file_path", {.max = 4000}).value_or("")});
    });
    auto const deleted = body.fields().uuids_if_any("deleted_notebooks", kMaxConfirmed);
    if (auto refusal = body.refusal())
        return std::move(*refusal);
    auto const& user_id = std::get<UserId>(owner);
    auto const confirmed = db::as_user(app.pool, user_id, [&](pqxx::work& work) {
        auto const integration = targets::lock_integration(work, user_id, kTarget.name);
        if (integration && !written.empty())
            targets::note_success(work, *integration);
        return integration ? obsidian::confirm(work, user_id, written, deleted) : 0;
    });
    return answer({{"status", "ok"}, {"confirmed", confirmed}});
}

constexpr http::Traits kConfirm{.body_bytes = 8U << 20U};

constexpr Row kObsidianRows[] = {
    {http::Method::post, "/v1/obsidian/enable", Access::person, enable},
    {http::Method::post, "/v1/obsidian/regenerate-key", Access::person, regenerate_key},
    {http::Method::post, "/v1/obsidian/disable", Access::person, disable},
    {http::Method::get, "/v1/obsidian/status", Access::person, show_status},
    {http::Method::get, "/v1/obsidian/sync", Access::anyone, list_changes},
    {http::Method::post, "/v1/obsidian/sync/confirm", Access::anyone, confirm, kConfirm},
};

}  // namespace

Table obsidian_routes()
{
    return kObsidianRows;
}

}  // namespace rmirror::routes
