// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/account/entrance.hpp"

#include "app.hpp"
#include "auth/accounts.hpp"
#include "auth/browsers.hpp"
#include "auth/sessions/cookies.hpp"
#include "http/problem.hpp"

#include <boost/json.hpp>

#include <chrono>
#include <utility>

namespace rmirror::routes {

namespace json = boost::json;
using http::Code;
using http::Reply;

Caller caller_of(http::Request const& request)
{
    return {auth::client_info_of(request), auth::browser_token_of(request)};
}

Entrance enter(pqxx::work& work, UserId const& user_id, char const* how, Caller const& caller)
{
    auth::note(work, user_id, how, caller.client);
    auto session = auth::open_session(work, user_id, caller.client);
    auto browser = auth::recognize_browser(work, user_id, caller.browser_token, caller.client);
    return {std::move(session), std::move(browser), auth::account_of(work, user_id).value()};
}

Reply entered(App const& app, Entrance entrance, Code status)
{
    auto const cookie = auth::browser_cookie(entrance.browser_token, app.sign_in.transport());
    return signed_in(app, entrance.session, std::move(entrance.account), status).with("Set-Cookie", cookie);
}

Reply signed_in(App const& app, auth::Session const& session, json::object account, Code status)
{
    auto const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    auto const token = app.sign_in.tokens().access_token(session.user_id, session.id, now);
    json::object const members = {
        {"access_token", token},
        {"token_type", "Bearer"},
        {"expires_in", auth::kAccessLife.count()},
        {"user", std::move(account)},
    };
    auto reply = http::ok_json(json::serialize(members)).with("Cache-Control", "no-store");
    reply.status = status;
    if (!session.refresh_token.empty())
        reply.with("Set-Cookie", auth::refresh_cookie(session.refresh_token, app.sign_in.transport()));
    return reply;
}

auth::SignUp configured_sign_up(App const& app)
{
    return auth::sign_up_of(app.settings.text("RMIRROR_SIGNUP"));
}

Reply sign_up_refused(auth::SignUpRefusal const& refusal)
{
    return http::problem(Code::Forbidden, refusal.sentence,
                         {{"type", json::string_view(refusal.type.data(), refusal.type.size())}});
}

std::optional<Reply> refuse_foreign_page(App const& app, http::Request const& request)
{
    if (app.sign_in.is_from_our_page(request))
        return std::nullopt;
    return http::problem(Code::Forbidden, "Only the dashboard's own pages can do this.");
}

}  // namespace rmirror::routes
