// SPDX-License-Identifier: AGPL-3.0-or-later
// Receives Notion's webhook events about changes in workspaces.
#include "app.hpp"
#include "routes/routes.hpp"

#include "db/transaction.hpp"
#include "http/origin.hpp"
#include "http/problem.hpp"
#include "input/bounded_json.hpp"
#include "notion/access.hpp"
#include "notion/workspace/webhook.hpp"
#include "targets/inbound/remote_poller.hpp"

#include <boost/json/object.hpp>

#include <optional>

namespace rmirror::routes {

namespace {

namespace json = boost::json;
using http::Code;
using http::Reply;

/// Forged requests per network and minute, as many as the rate limit of callers who aren't signed in.
constexpr std::int64_t kMaxForged = 30;

std::optional<json::object> object_in(http::Request const& request)
{
    auto parsed =
        input::parse_bounded(request.body, http::kDefaultBodyBytes, request.parsing, request.memory_owner);
    if (!parsed.ok() || !parsed.value().is_object())
        return std::nullopt;
    return std::move(parsed.value().get_object());
}

Reply no_event()
{
    return http::problem(Code::Bad_Request, "This is no event of Notion's.");
}

/// 401, or 429 above kMaxForged. A request with a signature header has the higher limit of signed events, so
/// wrong signatures are limited here.
Reply forged(App& app, http::Request const& request)
{
    if (app.settings.flag("RMIRROR_TEST_RATE_LIMITS") &&
        !app.forged_webhooks.add(http::network_of(request.client, {}), kMaxForged).admitted)
        return http::problem(Code::Too_Many_Requests,
                             "Too many requests in one minute. Wait a moment, then try again.")
            .with("Retry-After", "60");
    return http::problem(Code::Unauthorized, "This isn't signed by the token of this server's webhook.");
}

/// Notion's verification token arrives unsigned, so anyone can send one. It is only logged, and has no effect
/// until the operator sets RMIRROR_NOTION_WEBHOOK_TOKEN to it.
Reply offered(App& app, http::Request const& request)
{
    auto const body = object_in(request);
    auto const token = body ? notion::token_in(*body) : std::nullopt;
    if (!token)
        return forged(app, request);
    app.log.write(Level::info, "verification token of a webhook in Notion",
                  {{"token", std::string_view(*token)},
                   {"client", std::string_view(request.client)},
                   {"setting", std::string_view("RMIRROR_NOTION_WEBHOOK_TOKEN")}});
    return http::empty_reply(Code::No_Content);
}

Reply take(App& app, Call const& call)
{
    auto const& request = call.request;
    if (!request.has_header(notion::kSignatureHeader))
        return offered(app, request);
    if (!notion::is_signed(app.settings.secret("RMIRROR_NOTION_WEBHOOK_TOKEN"),
                           request.header(notion::kSignatureHeader), request.body))
        return forged(app, request);
    auto const body = object_in(request);
    if (!body)
        return no_event();
    if (auto const event = notion::page_event_in(*body))
        db::as_system(app.pool, [&](pqxx::work& work) {
            targets::schedule_poll(work, notion::kProvider, event->workspace_id, event->authors);
        });
    return http::empty_reply(Code::No_Content);
}

constexpr http::Traits kSigned{.traffic = http::Traffic::signed_events,
                               .signature_header = notion::kSignatureHeader};

constexpr Row kNotionWebhookRows[] = {
    {http::Method::post, "/api/v1/webhooks/notion", Access::anyone, take, kSigned},
};

}  // namespace

Table notion_webhook_routes()
{
    return kNotionWebhookRows;
}

}  // namespace rmirror::routes
