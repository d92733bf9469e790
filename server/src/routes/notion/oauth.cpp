// SPDX-License-Identifier: AGPL-3.0-or-later
// Connecting a service on its consent screen (OAuth): Notion, and the targets with Target::oauth.
#include "app.hpp"
#include "routes/later.hpp"
#include "routes/notion/notion_connections.hpp"
#include "routes/routes.hpp"

#include "connections/oauth_state.hpp"
#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/problem.hpp"
#include "notion/access.hpp"
#include "notion/connection/grants.hpp"
#include "targets/registry.hpp"

#include <boost/json/serialize.hpp>

#include <optional>
#include <string>

namespace rmirror::routes {

namespace json = boost::json;
using http::Code;
using http::Reply;
using targets::Target;

namespace {

struct Service {
    std::string provider;
    std::string shown;               // Its name, for people.
    Target const* target = nullptr;  // Null: Notion, whose workspaces are connected without a target.
};

std::optional<Service> service_named_by(Call const& call)
{
    auto const provider = call.request.parameter("provider");
    if (provider == notion::kProvider)
        return Service{.provider = std::string(provider), .shown = "Notion"};
    auto const* const target = targets::find_target(provider);
    if (!target || !target->oauth)
        return std::nullopt;
    return Service{
        .provider = std::string(provider), .shown = std::string(target->oauth->shown), .target = target};
}

Reply no_service()
{
    return http::problem(Code::Not_Found, "There is no consent screen for this service.");
}

bool is_registered(App const& app, Service const& service)
{
    return service.target ? app.oauth.is_registered(*service.target) : app.notion.has_program();
}

Reply not_registered(Service const& service)
{
    return http::problem(Code::Conflict,
                         "This server isn't registered with " + service.shown + ". Paste a token instead.",
                         {{"type", "paste_a_token"}});
}

Reply connect_again(std::string const& sentence)
{
    return http::problem(Code::Conflict, sentence, {{"type", "connect_again"}});
}

Secret key_of_states(App const& app)
{
    return app.sign_in.key_for("the states of OAuth");
}

connections::StateOwner state_owner_of(Call const& call, Service const& service)
{
    return {call.user.id, call.user.session_id, service.provider};
}

Reply authorize(App& app, Call const& call)
{
    auto const service = service_named_by(call);
    if (!service)
        return no_service();
    if (!is_registered(app, *service))
        return not_registered(*service);
    auto const state = db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        return connections::create_state(work, key_of_states(app), state_owner_of(call, *service));
    });
    auto const url =
        service->target ? app.oauth.authorize_url(*service->target, state) : app.notion.authorize_url(state);
    return http::ok_json(json::serialize(json::object{{"url", url}})).with("Cache-Control", "no-store");
}

Reply exchange_at_notion(App& app, UserId const& user_id, auth::ClientInfo const& client,
                         std::string const& code)
{
    auto const answer = app.notion.exchange(user_id, code);
    if (auto const* const failed = std::get_if<notion::Failed>(&answer)) {
        if (failed->why == notion::Failed::Why::refused)
            return connect_again("Notion no longer accepts this sign-in. Connect Notion again.");
        return problem_of(*failed);
    }
    auto const& [bot, credential] = std::get<notion::Granted>(answer);
    auto const scope = app.notion.scope(user_id, credential.token);
    auto const* const words = std::get_if<std::string>(&scope);
    return connect_notion(app, user_id, client,
                          {bot, notion::Kind::oauth, credential, notion::grants_of(words ? *words : "")});
}

Reply exchange_at(Target const& target, App& app, UserId const& user_id, auth::ClientInfo const& client,
                  std::string const& code)
{
    auto const answer = app.oauth.exchange(target, user_id, code);
    if (auto const* const failed = std::get_if<targets::NotGranted>(&answer)) {
        auto const sentence = sentence_about(target, *failed);
        return failed->why == targets::NotGranted::Why::refused ? connect_again(sentence)
                                                                : http::problem(Code::Bad_Gateway, sentence);
    }
    return connect_target(app, user_id, client, target, std::get<json::object>(answer),
                          {.kind = std::string(connections::kOAuth)});
}

/// If this is interrupted during the exchange, the code and the state are used up and nothing is stored; the
/// user has to start over.
void take_back(App& app, Call const& call, http::Answer const& given)
{
    auto const service = service_named_by(call);
    if (!service)
        return given.send(no_service());
    http::JsonBody body(call.request);
    auto const code = body.fields().text_if_any("code", {.min = 1, .max = 2000});
    auto const error = body.fields().text_if_any("error", {.min = 1, .max = 200});
    auto const state = body.fields().text("state", {.min = 1, .max = 200});
    if (code.has_value() == error.has_value())
        body.fields().refuse("code", "Either this or error must be there.");
    if (auto refusal = body.refusal())
        return given.send(std::move(*refusal));
    if (!is_registered(app, *service))
        return given.send(not_registered(*service));
    auto const& name = service->shown;
    bool const is_good = db::as_user(app.pool, call.user.id, [&](pqxx::work& work) {
        return connections::consume_state(work, key_of_states(app), state_owner_of(call, *service), state);
    });
    if (!is_good)
        return given.send(
            connect_again("This sign-in has expired, or was used already. Connect " + name + " again."));
    if (error == "access_denied")
        return given.send(http::problem(Code::Conflict,
                                        "You didn't allow access in " + name + ". Nothing was connected.",
                                        {{"type", "access_denied"}}));
    if (error)
        return given.send(connect_again(name + " couldn't grant access. Connect " + name + " again."));
    answer_async(app, call, given,
                 [&app, target = service->target, user_id = call.user.id,
                  client = auth::client_info_of(call.request), code = *code] {
                     return target ? exchange_at(*target, app, user_id, client, code)
                                   : exchange_at_notion(app, user_id, client, code);
                 });
}

/// Longer than calls to the service may take.
constexpr http::Traits kAskingService{.timeout = std::chrono::seconds(100)};

constexpr Row kOAuthRows[] = {
    {http::Method::post, "/api/v1/connections/:provider/authorize", Access::person, authorize},
    {http::Method::post, "/api/v1/connections/:provider/callback", Access::person, take_back, kAskingService},
};

}  // namespace

Table oauth_routes()
{
    return kOAuthRows;
}

}  // namespace rmirror::routes
