// SPDX-License-Identifier: AGPL-3.0-or-later
// Receives Clerk's webhook events about its users, whose accounts here follow them.
#include "app.hpp"
#include "routes/forged_webhook.hpp"
#include "routes/rights/account_deletion.hpp"
#include "routes/routes.hpp"

#include "auth/clerk/delivery.hpp"
#include "auth/clerk/user_event.hpp"
#include "auth/clerk/users.hpp"
#include "auth/client_info.hpp"
#include "db/transaction.hpp"
#include "http/problem.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <variant>

namespace rmirror::routes {

namespace {

namespace clerk = auth::clerk;
using http::Reply;

/// A user of Clerk has up to 8 KB of each kind of metadata, and any number of addresses.
constexpr std::size_t kMaxEventBytes = 256U << 10U;

Reply no_clerk_event()
{
    return http::problem(http::Code::Bad_Request, "This is no event of Clerk's.");
}

std::chrono::sys_seconds now_in_seconds()
{
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

/// Everything that an event changes is one transaction, with the note that it has been applied.
void apply(App& app, clerk::UserEvent const& event, std::string const& delivery_id,
           auth::ClientInfo const& client)
{
    std::optional<UserId> without_way_in;
    auto const begun = db::as_system(app.pool, [&](pqxx::work& work) -> std::optional<BegunDeletion> {
        without_way_in = std::nullopt;
        if (!clerk::note_delivery(work, delivery_id))
            return std::nullopt;
        if (event.kind == clerk::UserEvent::Kind::changed) {
            clerk::apply_change(work, event, client);
            return std::nullopt;
        }
        without_way_in = clerk::apply_deletion(work, event, client);
        // Nobody is there to be asked what is to become of notes at other services: they stay with the
        // person.
        return without_way_in
                   ? begin_deletion(app, work, *without_way_in, targets::made_of(std::nullopt), client)
                   : std::nullopt;
    });
    if (event.kind == clerk::UserEvent::Kind::deleted)
        app.sign_in.authenticator().forget_identity(event.person.subject);
    if (begun)
        carry_on_deletion(app, *begun);
    else if (without_way_in)
        app.log.write(Level::error, "account not deleted, because it is disabled",
                      {{"user_id", std::string_view(without_way_in->text())}});
}

Reply take_clerk_event(App& app, Call const& call)
{
    auto const& request = call.request;
    clerk::Delivery const delivery{.id = request.header(clerk::kIdHeader),
                                   .timestamp = request.header(clerk::kTimestampHeader),
                                   .signatures = request.header(clerk::kSignatureHeader),
                                   .body = request.body};
    if (auto const fault =
            clerk::fault_of(delivery, app.settings.secret("RMIRROR_CLERK_WEBHOOK_SECRET"), now_in_seconds()))
        return forged_webhook(app, request, *fault);
    auto const body = object_in_webhook(request, kMaxEventBytes);
    if (!body)
        return no_clerk_event();
    auto const event =
        clerk::read_event(*body, app.settings.text("RMIRROR_OIDC_ISSUER"), clerk::time_of(delivery).value());
    if (std::holds_alternative<clerk::MalformedEvent>(event))
        return no_clerk_event();
    if (auto const* const user = std::get_if<clerk::UserEvent>(&event))
        apply(app, *user, std::string(delivery.id), auth::client_info_of(request));
    return http::empty_reply(http::Code::No_Content);
}

constexpr http::Traits kClerkTraits{.body_bytes = kMaxEventBytes,
                                    .traffic = http::Traffic::signed_events,
                                    .signature_header = clerk::kSignatureHeader};

constexpr Row kClerkWebhookRows[] = {
    {http::Method::post, "/api/v1/webhooks/clerk", Access::anyone, take_clerk_event, kClerkTraits},
};

}  // namespace

Table clerk_webhook_routes()
{
    return kClerkWebhookRows;
}

}  // namespace rmirror::routes
