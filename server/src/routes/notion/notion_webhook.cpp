// SPDX-License-Identifier: AGPL-3.0-or-later
// Receives Notion's webhook events about changes in workspaces.
#include "app.hpp"
#include "routes/forged_webhook.hpp"
#include "routes/routes.hpp"

#include "db/transaction.hpp"
#include "http/problem.hpp"
#include "notion/access.hpp"
#include "notion/workspace/webhook.hpp"
#include "targets/inbound/remote_poller.hpp"

namespace rmirror::routes {

namespace {

using http::Code;
using http::Reply;

Reply no_event()
{
    return http::problem(Code::Bad_Request, "This is no event of Notion's.");
}

Reply forged(App& app, http::Request const& request)
{
    return forged_webhook(app, request, "This isn't signed by the token of this server's webhook.");
}

/// Notion's verification token arrives unsigned, so anyone can send one. It is only logged, and has no effect
/// until the operator sets RMIRROR_NOTION_WEBHOOK_TOKEN to it.
Reply offered(App& app, http::Request const& request)
{
    auto const body = object_in_webhook(request, http::kDefaultBodyBytes);
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
    auto const body = object_in_webhook(request, http::kDefaultBodyBytes);
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
