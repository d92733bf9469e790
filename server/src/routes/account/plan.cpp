// SPDX-License-Identifier: AGPL-3.0-or-later
// A user's plan, and the ways to Stripe's pages where it is bought and changed.
#include "app.hpp"
#include "routes/later.hpp"
#include "routes/routes.hpp"

#include "db/transaction.hpp"
#include "http/body/json_body.hpp"
#include "http/problem.hpp"
#include "plans/checkout.hpp"
#include "plans/plan.hpp"

#include <boost/json.hpp>

#include <utility>
#include <variant>
#include <vector>

namespace rmirror::routes {

namespace json = boost::json;

namespace {

using http::Code;
using http::Reply;

constexpr input::Length kLookupKeyLength{1, 200};

/// The screen of the dashboard to which Stripe's pages return.
std::string screen_of(App const& app)
{
    return app.sign_in.public_url() + "/account";
}

json::object offer_json(plans::Price const& price, json::object const& limits)
{
    auto const* const limit = limits.if_contains(price.offer.tier);
    return {{"price", price.offer.lookup_key},
            {"tier", price.offer.tier},
            {"amount", price.amount ? json::value(*price.amount) : json::value(nullptr)},
            {"currency", price.currency},
            {"interval", price.interval},
            {"interval_count", price.interval_count},
            {"page_limit", limit ? *limit : json::value(nullptr)}};
}

void note_trouble(App& app, plans::Failed const& failed)
{
    if (failed.why != plans::Failed::Why::unreachable)
        app.log.write(Level::error, "Stripe refused a call",
                      {{"code", std::string_view(failed.code)}, {"why", std::string_view(failed.message)}});
}

/// The prices as Stripe says; none while it can't be reached.
void add_offers(App& app, json::object& plan, json::object const& limits)
{
    json::array offers;
    bool is_reachable = true;
    if (app.stripe) {
        auto const answered = app.stripe->catalog.prices();
        if (auto const* const failed = std::get_if<plans::Failed>(&answered)) {
            note_trouble(app, *failed);
            is_reachable = false;
        } else {
            for (auto const& price : std::get<std::vector<plans::Price>>(answered))
                offers.push_back(offer_json(price, limits));
        }
    }
    plan["is_sold"] = app.stripe != nullptr;
    plan["offers"] = std::move(offers);
    plan["offers_available"] = is_reachable;
}

void show_plan(App& app, Call const& call, http::Answer const& answer)
{
    answer_async(app, call, answer, [&app, user_id = call.user.id] {
        json::object limits;
        auto plan = db::as_reader(app.pool, user_id, [&](pqxx::work& work) {
            limits = plans::tier_limits(work);
            return plans::describe_plan(work, user_id);
        });
        bool const has_customer = plan.at("has_customer").as_bool();
        plan.erase("has_customer");
        plan["can_manage"] = has_customer && app.stripe;
        add_offers(app, plan, limits);
        return http::ok_json(json::serialize(plan)).with("Cache-Control", "no-store");
    });
}

Reply nothing_sold()
{
    return http::problem(Code::Not_Found, "This server sells no plans.", {{"type", "nothing_sold"}});
}

Reply reply_of(App& app, plans::Opened const& opened)
{
    if (auto const* const url = std::get_if<std::string>(&opened))
        return http::ok_json(json::serialize(json::object{{"url", *url}})).with("Cache-Control", "no-store");
    if (auto const* const failed = std::get_if<plans::Failed>(&opened)) {
        note_trouble(app, *failed);
        return http::problem(
                   Code::Service_Unavailable,
                   "Stripe can't be reached at the moment. Nothing was paid. Try again in a moment.")
            .with("Retry-After", "5");
    }
    switch (std::get<plans::NotOpened>(opened)) {
        case plans::NotOpened::already_paid:
            return http::problem(Code::Conflict,
                                 "You already have a subscription, or its payment is being processed. Change "
                                 "it under \"Manage subscription\".",
                                 {{"type", "already_subscribed"}});
        case plans::NotOpened::no_customer:
            return http::problem(Code::Conflict, "You never had a subscription.",
                                 {{"type", "never_subscribed"}});
        case plans::NotOpened::unknown_price:
            break;
    }
    return http::problem(Code::Not_Found, "This price isn't offered.", {{"type", "unknown_price"}});
}

void begin_checkout(App& app, Call const& call, http::Answer const& answer)
{
    http::JsonBody body(call.request);
    auto price = body.fields().text("price", kLookupKeyLength);
    if (auto refusal = body.refusal())
        return answer.send(std::move(*refusal));
    if (!app.stripe)
        return answer.send(nothing_sold());
    answer_async(app, call, answer, [&app, user_id = call.user.id, price = std::move(price)] {
        return reply_of(app, plans::open_checkout(app.pool, *app.stripe, user_id, price, screen_of(app)));
    });
}

void enter_portal(App& app, Call const& call, http::Answer const& answer)
{
    if (!app.stripe)
        return answer.send(nothing_sold());
    answer_async(app, call, answer, [&app, user_id = call.user.id] {
        return reply_of(app, plans::open_portal(app.pool, *app.stripe, user_id, screen_of(app)));
    });
}

constexpr http::Traits kStripePages{.user_rate_limit = {"plan", 20}};

constexpr Row kPlanRows[] = {
    {http::Method::get, "/api/v1/plan", Access::person, show_plan},
    {http::Method::post, "/api/v1/plan/checkout", Access::person, begin_checkout, kStripePages},
    {http::Method::post, "/api/v1/plan/portal", Access::person, enter_portal, kStripePages},
};

}  // namespace

Table plan_routes()
{
    return kPlanRows;
}

}  // namespace rmirror::routes
