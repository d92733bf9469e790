// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "auth/accounts.hpp"
#include "auth/tokens/authenticator.hpp"
#include "crypto/random_token.hpp"
#include "db/transaction.hpp"
#include "http/origin.hpp"
#include "http/problem.hpp"
#include "routes/routes.hpp"

namespace rmirror::routes {

namespace {

using http::Code;
using http::Reply;
using http::Request;

/// A request that a reverse proxy on this machine forwarded comes from a remote client, so it doesn't count
/// as local.
bool is_from_this_machine(Request const& request)
{
    return http::is_loopback(request.peer) && !request.has_header("X-Forwarded-For") &&
           !request.has_header("Forwarded");
}

bool may_see_metrics(App const& app, Request const& request)
{
    auto const& token = app.settings.secret("RMIRROR_METRICS_TOKEN");
    bool const knows_token =
        !token.empty() && crypto::equal_in_constant_time(auth::bearer_token(request), token.reveal());
    return knows_token || is_from_this_machine(request);
}

bool is_admin(App& app, User const& user)
{
    return db::as_reader(app.pool, user.id, [&](pqxx::work& work) { return auth::is_admin(work, user.id); });
}

/// What is stored can still be read, exported and deleted.
Reply terms_not_accepted()
{
    return http::problem(Code::Forbidden, "Accept the new terms of this server in the dashboard.",
                         {{"type", "terms_not_accepted"}});
}

}  // namespace

std::optional<Reply> refusal_of(App& app, Row const& row, Request const& request, User& user)
{
    if (row.access == Access::anyone)
        return std::nullopt;
    if (row.access == Access::metrics) {
        if (may_see_metrics(app, request))
            return std::nullopt;
        return auth::unauthorized("Send RMIRROR_METRICS_TOKEN as a bearer token to see the metrics.");
    }
    auto identified = app.sign_in.authenticator().authenticate(request, row.traits.key_header);
    if (auto* const refusal = std::get_if<Reply>(&identified))
        return std::move(*refusal);
    user = std::get<User>(std::move(identified));
    if (row.access == Access::person && user.is_agent())
        return http::problem(Code::Forbidden, "Devices can't do this. Sign in with your account.");
    if (row.access == Access::admin && (user.is_agent() || !is_admin(app, user)))
        return http::problem(Code::Not_Found, "There is nothing at this address. Check the path.");
    if (row.access == Access::agent && !user.is_agent())
        return http::problem(Code::Forbidden, "Only devices can do this.");
    if (row.traits.traffic == http::Traffic::upload && app.terms.are_open_for(user.id))
        return terms_not_accepted();
    return std::nullopt;
}

}  // namespace rmirror::routes
