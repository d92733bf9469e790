// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "routes/later.hpp"
#include "routes/notion/notion_connections.hpp"
#include "routes/routes.hpp"

#include "auth/client_info.hpp"
#include "connections/connections.hpp"
#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/body/query.hpp"
#include "http/problem.hpp"
#include "notion/access.hpp"
#include "notion/connection/connect.hpp"
#include "targets/integrations/settings.hpp"
#include "targets/registry.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <functional>

namespace rmirror::routes {

namespace json = boost::json;

namespace {

using http::Code;
using http::Reply;
using targets::Target;

constexpr input::Length kToken{.min = 1, .max = 5000};

Reply list_connections(App& app, Call const& call)
{
    auto items = db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        return connections::list(work, app.vault, call.user.id);
    });
    return http::ok_json(json::serialize(json::object{{"items", std::move(items)}, {"next", nullptr}}))
        .with("Cache-Control", "no-store");
}

/// The target's secret field, or nullptr unless it has exactly one.
targets::Field const* only_secret_of(Target const& target)
{
    auto const is_secret = [](targets::Field const& field) {
        return field.kind == targets::FieldKind::secret;
    };
    auto const& fields = target.fields;
    auto const found = std::find_if(fields.begin(), fields.end(), is_secret);
    return std::count_if(fields.begin(), fields.end(), is_secret) == 1 ? &*found : nullptr;
}

/// Validates the token alone; faults of the target's other fields are ignored.
std::optional<input::Fault> fault_of(App const& app, Target const& target, targets::Field const& secret,
                                     std::string const& token)
{
    if (!target.validate)
        return std::nullopt;
    targets::Values values;
    values.secrets.emplace(secret.key, Secret(token));
    auto fault = target.validate(values, app.settings.flag("RMIRROR_PRIVATE_URLS"));
    if (!fault || fault->field != secret.key)
        return std::nullopt;
    return input::Fault{"token", fault->sentence};
}

/// Asks Notion which bot and workspace the token belongs to before it is stored.
Reply add_notion(App& app, UserId const& user_id, auth::ClientInfo const& client, Secret const& token)
{
    using Why = notion::Failed::Why;
    auto const asked = app.notion.me(user_id, token);
    if (auto const* const failed = std::get_if<notion::Failed>(&asked)) {
        if (failed->why == Why::refused || failed->why == Why::forbidden)
            return http::problem(input::Fault{"token", std::string(notion::sentence_about(*failed))});
        return problem_of(*failed);
    }
    return connect_notion(app, user_id, client,
                          {std::get<notion::Bot>(asked), notion::Kind::token, {.token = token}});
}

/// Printable ASCII without spaces, as a header value needs it.
bool is_printable(std::string const& token)
{
    return std::all_of(token.begin(), token.end(),
                       [](char letter) { return letter > ' ' && letter < '\x7f'; });
}

void add(App& app, Call const& call, http::Answer const& given)
{
    http::JsonBody body(call.request);
    auto const provider = body.fields().text("provider", {.min = 1, .max = 50});
    auto const token = body.fields().text("token", kToken);
    if (provider == notion::kProvider && !is_printable(token))
        body.fields().refuse("token", "Must be a token as Notion shows it.");
    if (auto refusal = body.refusal())
        return given.send(std::move(*refusal));
    if (provider == notion::kProvider)
        return answer_async(app, call, given,
                            [&app, user_id = call.user.id, client = auth::client_info_of(call.request),
                             secret = Secret(token)] { return add_notion(app, user_id, client, secret); });
    auto const* const target = targets::find_target(provider);
    auto const* const secret = target ? only_secret_of(*target) : nullptr;
    if (!secret)
        return given.send(
            http::problem(input::Fault{"provider", "Must be a target that asks for a single token."}));
    if (auto const fault = fault_of(app, *target, *secret, token))
        return given.send(http::problem(*fault));
    given.send(connect_target(app, call.user.id, auth::client_info_of(call.request), *target,
                              {{secret->key.data(), token}}));
}

Target const* target_using(pqxx::work& work, UserId const& user_id, ConnectionId const& id)
{
    for (auto const* const target : targets::all_targets()) {
        auto const integration = targets::lock_integration(work, user_id, target->name);
        if (integration && integration->connection_id == id)
            return target;
    }
    return nullptr;
}

/// The target whose credential this is.
Target const* target_of(pqxx::work& work, App const& app, UserId const& user_id, ConnectionId const& id)
{
    for (auto const* const target : targets::all_targets())
        if (target->oauth && connections::look_up(work, app.vault, user_id, target->name, id))
            return target;
    return nullptr;
}

Reply remove(App& app, Call const& call)
{
    http::Query query(call.request);
    auto const made = query.one_of_if_any("made", targets::kMade);
    if (auto refusal = query.refusal())
        return std::move(*refusal);
    auto const uuid = input::parse_uuid(call.request.parameter("id"));
    ConnectionId const id(uuid.value_or(""));
    auto const client = auth::client_info_of(call.request);
    std::optional<notion::Access> ending;
    std::function<void()> revoke;
    bool const was_there =
        uuid && db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
            auto const* const target = target_using(work, call.user.id, id);
            ending = target ? std::nullopt : revocable(work, app, call.user.id, id);
            // What is removed first needs the token still; it is revoked after that.
            auto const* const granting = target ? target : target_of(work, app, call.user.id, id);
            revoke = granting && (!target || made != "remove")
                         ? app.oauth.revocation(work, *granting, call.user.id)
                         : nullptr;
            bool const is_removed =
                target ? targets::remove_integration(work, *target, call.user.id, targets::made_of(made))
                       : connections::remove(work, call.user.id, id);
            if (is_removed)
                auth::note(work, call.user.id, "connection_removed", client);
            return is_removed;
        });
    if (was_there && ending)
        revoke_later(app, call.user.id, *ending);
    if (was_there && revoke)
        revoke();
    return was_there ? http::empty_reply(Code::No_Content)
                     : http::problem(Code::Not_Found, "This credential doesn't exist.");
}

constexpr Row kConnectionsRows[] = {
    {http::Method::get, "/api/v1/connections", Access::person, list_connections},
    {http::Method::post, "/api/v1/connections", Access::person, add},
    {http::Method::remove, "/api/v1/connections/:id", Access::person, remove},
};

}  // namespace

Table connection_routes()
{
    return kConnectionsRows;
}

}  // namespace rmirror::routes
