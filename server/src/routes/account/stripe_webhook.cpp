// SPDX-License-Identifier: AGPL-3.0-or-later
// Receives Stripe's events about subscriptions.
#include "app.hpp"
#include "routes/forged_webhook.hpp"
#include "routes/routes.hpp"

#include "db/transaction.hpp"
#include "http/problem.hpp"
#include "plans/checks.hpp"
#include "plans/event.hpp"

#include <chrono>

namespace rmirror::routes {

namespace {

/// Stripe's largest events, with all items of a long invoice, are smaller.
constexpr std::size_t kMaxStripeEvent = 1U << 20U;

/// The answer says nothing of what the event means here: that is found out later, at Stripe.
http::Reply take_stripe_event(App& app, Call const& call)
{
    auto const& request = call.request;
    if (!app.stripe ||
        !plans::is_signed(app.stripe->options.webhook_secret, request.header(plans::kSignatureHeader),
                          request.body, std::chrono::system_clock::now()))
        return forged_webhook(app, request, "This isn't signed by the secret of this server's webhook.");
    auto const body = object_in_webhook(request, kMaxStripeEvent);
    auto const event =
        body ? plans::event_in(*body, app.stripe->options.is_live) : std::optional<plans::Event>();
    if (!event)
        return http::problem(http::Code::Bad_Request,
                             "This is no event with its object. Thin events aren't supported.");
    if (event->is_of_other)
        app.log.write(Level::info, "event of another mode or account of Stripe",
                      {{"event_id", std::string_view(event->id)}});
    db::as_system(app.pool, [&](pqxx::work& work) { plans::note_event(work, *event); });
    return http::ok_json(R"({"received":true})");
}

constexpr http::Traits kStripeTraits{.body_bytes = kMaxStripeEvent,
                                     .traffic = http::Traffic::signed_events,
                                     .signature_header = plans::kSignatureHeader};

constexpr Row kStripeWebhookRows[] = {
    {http::Method::post, "/api/v1/webhooks/stripe", Access::anyone, take_stripe_event, kStripeTraits},
};

}  // namespace

Table stripe_webhook_routes()
{
    return kStripeWebhookRows;
}

}  // namespace rmirror::routes
