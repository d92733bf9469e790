// SPDX-License-Identifier: AGPL-3.0-or-later
// Signing in at a provider. A new identity gets an account of its own; it joins one that is there only from
// inside that account (docs/decisions/0112-identities-join-from-inside.md).
#include "app.hpp"
#include "routes/account/entrance.hpp"
#include "routes/identities/provider_visits.hpp"
#include "routes/routes.hpp"

#include "auth/identities/identities.hpp"
#include "auth/identities/ways_in.hpp"
#include "auth/tokens/authenticator.hpp"
#include "db/transaction.hpp"
#include "http/problem.hpp"

#include <boost/json.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace rmirror::routes {

namespace {

namespace json = boost::json;
using auth::Identity;
using http::Code;
using http::Reply;

Reply list_providers(App& app, Call const&)
{
    json::array providers;
    for (auto const& provider : app.providers.all())
        providers.push_back(shown_provider(*provider));
    return http::ok_json(json::serialize(json::object{{"providers", std::move(providers)}}))
        .with("Cache-Control", "no-store");
}

/// The address is the visitor's own, as the provider has verified, so this tells nothing to anybody else.
Reply address_has_account(ReturnedVisitor const& visitor)
{
    std::string const name(visitor.provider.shown());
    return visit_refused("connect_from_account",
                         "There is an account with the address " + visitor.person.email +
                             " already. Sign in to it as you did before, then connect " + name +
                             " under Account, Sign-in services.");
}

Reply deleted_there(ReturnedVisitor const& visitor)
{
    return visit_refused("deleted", std::string(visitor.provider.shown()) + " has deleted this account.");
}

/// nullopt if the visitor may have a new account. Their identity must be locked.
std::optional<Reply> refusal_of_new(App const& app, pqxx::work& work, ReturnedVisitor const& visitor)
{
    auto const& person = visitor.person;
    if (auth::is_deleted_identity(work, person.issuer, person.subject))
        return deleted_there(visitor);
    if (person.email.empty())
        return verify_address(visitor.provider);
    if (auth::has_account(work, person.email))
        return address_has_account(visitor);
    if (visitor.provider.admits_everybody())
        return std::nullopt;
    auto const refusal = auth::refusal_to_sign_up(work, configured_sign_up(app), visitor.invitation);
    return refusal ? std::optional(sign_up_refused(*refusal)) : std::nullopt;
}

UserId add_account_of_visitor(pqxx::work& work, ReturnedVisitor const& visitor)
{
    auto user_id = auth::add_account_of(work, visitor.person);
    if (visitor.invitation && !visitor.provider.admits_everybody())
        auth::use_invitation(work, *visitor.invitation);
    auth::leave_waitlist(work, user_id, visitor.person.email, visitor.invitation);
    return user_id;
}

struct Admitted {
    Entrance entrance;
    Code status = Code::Ok;
};

std::variant<Admitted, Reply> admitted(App const& app, pqxx::work& work, Caller const& caller,
                                       ReturnedVisitor const& visitor)
{
    auto const& person = visitor.person;
    auth::lock_identity(work, person.issuer, person.subject);
    auto const identity = auth::find_identity(work, person.issuer, person.subject);
    if (identity && identity->account == Identity::Account::active)
        return Admitted{enter(work, identity->user_id, "signed_in", caller)};
    if (identity && identity->account == Identity::Account::disabled)
        return auth::account_disabled();
    if (auto refusal = refusal_of_new(app, work, visitor))
        return std::move(*refusal);
    if (identity)
        auth::release_identity(work, identity->user_id, identity->id);
    auto const user_id = add_account_of_visitor(work, visitor);
    return Admitted{enter(work, user_id, "signed_up", caller), Code::Created};
}

void sign_in_by_provider(App& app, Call const& call, http::Answer const& given)
{
    end_provider_visit(
        app, call, given, [&app, caller = caller_of(call.request)](ReturnedVisitor const& visitor) {
            auto result = db::as_system(
                app.pool, [&](pqxx::work& work) { return admitted(app, work, caller, visitor); });
            if (auto* const refusal = std::get_if<Reply>(&result))
                return std::move(*refusal);
            auto& [entrance, status] = std::get<Admitted>(result);
            return entered(app, std::move(entrance), status);
        });
}

/// Longer than calls to a provider may take.
constexpr http::Traits kEndOfVisit{.traffic = http::Traffic::sign_in, .timeout = std::chrono::seconds(60)};
constexpr http::Traits kStartOfVisit{.timeout = std::chrono::seconds(30)};

constexpr Row kProviderRows[] = {
    {http::Method::get, "/api/v1/auth/providers", Access::anyone, list_providers},
    {http::Method::post, "/api/v1/auth/providers/:provider/authorize", Access::anyone, begin_provider_visit,
     kStartOfVisit},
    {http::Method::post, "/api/v1/auth/providers/:provider/callback", Access::anyone, sign_in_by_provider,
     kEndOfVisit},
};

}  // namespace

Table provider_routes()
{
    return kProviderRows;
}

}  // namespace rmirror::routes
