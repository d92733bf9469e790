// SPDX-License-Identifier: AGPL-3.0-or-later
// The outside identities by which a person signs in, as they see, add and remove them inside their account.
#include "app.hpp"
#include "routes/identities/provider_visits.hpp"
#include "routes/routes.hpp"

#include "auth/client_info.hpp"
#include "auth/identities/ways_in.hpp"
#include "auth/sessions/sessions.hpp"
#include "auth/tokens/authenticator.hpp"
#include "db/transaction.hpp"
#include "http/problem.hpp"
#include "input/uuid.hpp"

#include <boost/json.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace rmirror::routes {

namespace {

namespace json = boost::json;
using auth::Connecting;
using auth::Disconnecting;
using auth::ListedIdentity;
using http::Code;
using http::Reply;

/// The provider as far as this server still knows it; otherwise the host of the issuer.
json::object provider_of(App const& app, std::string const& issuer)
{
    if (auto const* const provider = app.providers.of_issuer(issuer))
        return shown_provider(*provider);
    auto const scheme = issuer.find("://");
    auto const host = scheme == std::string::npos ? issuer : issuer.substr(scheme + 3);
    return {{"id", nullptr}, {"name", host.substr(0, host.find('/'))}};
}

json::object shown_identity(App const& app, ListedIdentity const& identity)
{
    return {{"id", identity.id},
            {"provider", provider_of(app, identity.issuer)},
            {"email", identity.email ? json::value(*identity.email) : json::value(nullptr)},
            {"name", identity.full_name.empty() ? json::value(nullptr) : json::value(identity.full_name)},
            {"created_at", identity.created_at}};
}

Reply listed(App const& app, std::vector<ListedIdentity> const& identities)
{
    json::array items;
    for (auto const& each : identities)
        items.push_back(shown_identity(app, each));
    return http::ok_json(json::serialize(json::object{{"identities", std::move(items)}}))
        .with("Cache-Control", "no-store");
}

Reply list_identities(App& app, Call const& call)
{
    return listed(app, db::as_reader(app.pool, call.user.id, [&](pqxx::work& work) {
                      return auth::identities_of(work, call.user.id);
                  }));
}

std::optional<Reply> refusal_to_connect(Connecting outcome, ReturnedVisitor const& visitor)
{
    std::string const name(visitor.provider.shown());
    switch (outcome) {
        case Connecting::elsewhere:
            return visit_refused(
                "identity_elsewhere",
                "This account at " + name +
                    " signs in to another account here. Sign in to that one and disconnect it "
                    "there first.");
        case Connecting::deleted:
            return visit_refused("deleted", name + " has deleted this account.");
        case Connecting::too_many:
            return visit_refused("too_many_identities",
                                 "An account can have 20 sign-in services. Disconnect one first.");
        case Connecting::connected:
        case Connecting::known:
            break;
    }
    return std::nullopt;
}

/// In one transaction, as the system: the identity may be another account's.
Reply connected(App& app, User const& user, auth::ClientInfo const& client, ReturnedVisitor const& visitor)
{
    return db::as_system(app.pool, [&](pqxx::work& work) {
        if (!auth::lock_session(work, user))
            return auth::invalid_token_reply();
        auto const outcome = auth::connect_identity(work, user.id, visitor.person);
        if (auto refusal = refusal_to_connect(outcome, visitor))
            return std::move(*refusal);
        if (outcome == Connecting::connected)
            auth::note(work, user.id, "identity_added", client);
        return listed(app, auth::identities_of(work, user.id));
    });
}

void connect(App& app, Call const& call, http::Answer const& given)
{
    end_provider_visit(app, call, given,
                       [&app, user = call.user, client = auth::client_info_of(call.request)](
                           ReturnedVisitor const& visitor) { return connected(app, user, client, visitor); });
}

/// The issuers by whose identities people can sign in now.
std::vector<std::string> usable_issuers(App const& app)
{
    std::vector<std::string> issuers;
    for (auto const& provider : app.providers.all())
        issuers.emplace_back(provider->issuer());
    if (auto issuer = app.sign_in.token_issuer(); !issuer.empty())
        issuers.push_back(std::move(issuer));
    return issuers;
}

Reply disconnect(App& app, Call const& call)
{
    auto const id = input::parse_uuid(call.request.parameter("id"));
    auto const client = auth::client_info_of(call.request);
    auto const issuers = usable_issuers(app);
    auto const outcome = !id ? Disconnecting::unknown : db::as_system(app.pool, [&](pqxx::work& work) {
        auto const result = auth::disconnect_identity(work, call.user.id, *id, issuers);
        if (result == Disconnecting::removed)
            auth::note(work, call.user.id, "identity_removed", client);
        return result;
    });
    if (outcome == Disconnecting::unknown)
        return http::problem(Code::Not_Found, "This sign-in service isn't connected any more.");
    if (outcome == Disconnecting::last_way_in)
        return visit_refused("last_way_in",
                             "You couldn't sign in to your account any more. Connect another sign-in service "
                             "first.");
    return http::empty_reply(Code::No_Content);
}

constexpr http::Traits kConnecting{.traffic = http::Traffic::sign_in, .timeout = std::chrono::seconds(60)};

constexpr Row kIdentityRows[] = {
    {http::Method::get, "/api/v1/auth/identities", Access::person, list_identities},
    {http::Method::post,
     "/api/v1/auth/identities/:provider/authorize",
     Access::person,
     begin_provider_visit,
     {.timeout = std::chrono::seconds(30)}},
    {http::Method::post, "/api/v1/auth/identities/:provider/callback", Access::person, connect, kConnecting},
    {http::Method::remove, "/api/v1/auth/identities/:id", Access::person, disconnect},
};

}  // namespace

Table identity_routes()
{
    return kIdentityRows;
}

}  // namespace rmirror::routes
