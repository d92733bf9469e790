// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/identities/provider_visits.hpp"

#include "app.hpp"
#include "routes/account/entrance.hpp"
#include "routes/later.hpp"

#include "auth/providers/visits.hpp"
#include "auth/sessions/cookies.hpp"
#include "crypto/random_token.hpp"
#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/origin.hpp"
#include "http/problem.hpp"

#include <boost/json.hpp>

#include <utility>
#include <variant>

namespace rmirror::routes {

namespace json = boost::json;
using auth::NotTold;
using http::Code;
using http::Reply;

namespace {

Reply no_provider()
{
    return http::problem(Code::Not_Found, "This server has no sign-in provider of this name.");
}

Reply start_again(std::string const& sentence)
{
    return visit_refused("start_again", sentence + " Start again.");
}

/// The sentence for the visitor; the log has the details.
Reply reply_to(App& app, auth::Provider const& provider, NotTold const& failed)
{
    using Why = NotTold::Why;
    std::string const name(provider.shown());
    bool const is_ours = failed.why == Why::misconfigured || failed.why == Why::odd;
    app.log.write(is_ours ? Level::error : Level::info, "sign-in by a provider failed",
                  {{"provider", provider.id()}, {"why", std::string_view(failed.detail)}});
    switch (failed.why) {
        case Why::refused:
            return start_again(name + " no longer accepts this sign-in.");
        case Why::elsewhere:
            return start_again("This sign-in doesn't belong to the one that you began at " + name + ".");
        case Why::unverified:
            return verify_address(provider);
        case Why::misconfigured:
            return http::problem(Code::Bad_Gateway,
                                 name + " doesn't accept this server. Tell its administrator.");
        case Why::odd:
            return http::problem(Code::Bad_Gateway, name + " sent a response that this server can't use.");
        case Why::unreachable:
            break;
    }
    return http::problem(Code::Bad_Gateway, name + " can't be reached at the moment. Try again later.");
}

Secret key_of_visits(App const& app)
{
    return app.sign_in.key_for("visits to sign-in providers");
}

auth::Visit visit_with(App const& app, auth::Visitor const& visitor, std::string state,
                       http::Request const& request)
{
    auto visit = auth::visit_of(key_of_visits(app), visitor, std::move(state));
    visit.redirect_uri = app.sign_in.public_url() + "/sign-in/" + std::string(visitor.provider);
    visit.network = http::network_of(request.client, {});
    return visit;
}

/// Callers who aren't signed in take turns by their network.
std::string task_owner(Call const& call)
{
    return call.user.id.empty() ? http::network_of(call.request.client, {}) : call.user.id.text();
}

/// What a provider adds to the redirect address.
struct Redirected {
    auth::Return back;
    std::optional<std::string> error;
    std::string state;
    std::optional<std::string> invitation;
};

Redirected read_redirected(input::JsonReader& fields)
{
    Redirected read;
    auto code = fields.text_if_any("code", {.min = 1, .max = 2000});
    read.error = fields.text_if_any("error", {.min = 1, .max = 200});
    read.state = fields.text("state", {.min = 1, .max = 200});
    read.back.issuer = fields.text_if_any("iss", {.min = 1, .max = 500});
    read.invitation = fields.text_if_any("invitation", {.min = 1, .max = 100});
    if (code.has_value() == read.error.has_value())
        fields.refuse("code", "Either this or error must be there.");
    read.back.code = std::move(code).value_or("");
    return read;
}

}  // namespace

Reply visit_refused(std::string_view type, std::string const& sentence)
{
    return http::problem(Code::Conflict, sentence, {{"type", json::string_view(type.data(), type.size())}});
}

Reply verify_address(auth::Provider const& provider)
{
    return visit_refused("verify_address",
                         std::string(provider.shown()) +
                             " hasn't verified an email address of yours. Verify one there, "
                             "then start again.");
}

json::object shown_provider(auth::Provider const& provider)
{
    auto const text = [](std::string_view part) { return json::string_view(part.data(), part.size()); };
    return {{"id", text(provider.id())}, {"name", text(provider.shown())}};
}

void begin_provider_visit(App& app, Call const& call, http::Answer const& given)
{
    auto const* const provider = app.providers.find(call.request.parameter("provider"));
    if (!provider)
        return given.send(no_provider());
    if (auto refusal = refuse_foreign_page(app, call.request))
        return given.send(std::move(*refusal));
    // Visits that begin in several tabs of a browser share the cookie.
    auto const browser = auth::visit_token_of(call.request).value_or(crypto::random_token());
    auth::Visitor const visitor{.provider = provider->id(), .browser = browser, .user = call.user};
    auto state = db::as_system(app.pool, [&](pqxx::work& work) { return auth::begin_visit(work, visitor); });
    auto const visit = visit_with(app, visitor, std::move(state), call.request);
    answer_async(app, task_owner(call), given, [&app, provider, browser, visit] {
        auto const screen = provider->screen_url(visit);
        if (auto const* const failed = std::get_if<NotTold>(&screen))
            return reply_to(app, *provider, *failed);
        return http::ok_json(json::serialize(json::object{{"url", std::get<std::string>(screen)}}))
            .with("Cache-Control", "no-store")
            .with("Set-Cookie", auth::visit_cookie(browser, app.sign_in.transport()));
    });
}

void end_provider_visit(App& app, Call const& call, http::Answer const& given,
                        std::function<Reply(ReturnedVisitor const&)> admit)
{
    auto const* const provider = app.providers.find(call.request.parameter("provider"));
    if (!provider)
        return given.send(no_provider());
    if (auto refusal = refuse_foreign_page(app, call.request))
        return given.send(std::move(*refusal));
    http::JsonBody body(call.request);
    auto const redirected = read_redirected(body.fields());
    if (auto refusal = body.refusal())
        return given.send(std::move(*refusal));
    auth::Visitor const visitor{.provider = provider->id(),
                                .browser = auth::visit_token_of(call.request).value_or(""),
                                .user = call.user};
    bool const is_known = !visitor.browser.empty() && db::as_system(app.pool, [&](pqxx::work& work) {
        return auth::end_visit(work, visitor, redirected.state);
    });
    if (!is_known)
        return given.send(
            start_again("This sign-in has expired, was used already, or began in another browser."));
    std::string const name(provider->shown());
    if (redirected.error == "access_denied")
        return given.send(visit_refused("access_denied", "You didn't sign in at " + name + "."));
    if (redirected.error)
        return given.send(start_again(name + " couldn't sign you in."));
    auto const visit = visit_with(app, visitor, redirected.state, call.request);
    answer_async(app, task_owner(call), given, [&app, provider, visit, redirected, admit = std::move(admit)] {
        auto told = provider->visitor(visit, redirected.back);
        if (auto const* const failed = std::get_if<NotTold>(&told))
            return reply_to(app, *provider, *failed);
        return admit({*provider, std::get<auth::OutsidePerson>(std::move(told)), redirected.invitation});
    });
}

}  // namespace rmirror::routes
