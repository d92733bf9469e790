// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plans/checkout.hpp"

#include "crypto/json_member.hpp"
#include "crypto/random_token.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"
#include "hashing.hpp"
#include "plans/checks.hpp"
#include "plans/event.hpp"

#include <pqxx/result>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace rmirror::plans {

namespace json = boost::json;
using crypto::text_member;

namespace {

constexpr db::Statement kBuyer = R"sql(
    SELECT coalesce(email, ''), coalesce(language, ''), coalesce(stripe_customer_id, '')
    FROM users LEFT JOIN subscriptions ON subscriptions.user_id = $1
    WHERE users.id = $1 AND users.status = 'active')sql";

// The first customer that is stored stays.
constexpr db::Statement kNoteCustomer = R"sql(
    INSERT INTO subscriptions AS known (user_id, anchor_at, stripe_customer_id, updated_at)
    SELECT $1::uuid, created_at, $2::text, now() FROM users WHERE id = $1
    ON CONFLICT (user_id) DO UPDATE
    SET stripe_customer_id = coalesce(known.stripe_customer_id, excluded.stripe_customer_id),
        updated_at = excluded.updated_at
    RETURNING stripe_customer_id)sql";

constexpr db::Statement kBeginAttempt = R"sql(
    INSERT INTO checkouts (user_id, price) VALUES ($1, $2) ON CONFLICT DO NOTHING)sql";
// Stripe forgets idempotency keys after a day, so an attempt without a known end is given up before that.
constexpr db::Statement kAttempt = R"sql(
    SELECT price, idempotency_key, coalesce(session_id, ''), begun_at < now() - interval '20 hours'
    FROM checkouts WHERE user_id = $1)sql";
// Only by one of several requests that want to.
constexpr db::Statement kNextAttempt = R"sql(
    UPDATE checkouts SET price = $3, idempotency_key = gen_random_uuid(), session_id = NULL, begun_at = now()
    WHERE user_id = $1 AND idempotency_key = $2::uuid)sql";
constexpr db::Statement kNoteSession = R"sql(
    UPDATE checkouts SET session_id = $3 WHERE user_id = $1 AND idempotency_key = $2::uuid)sql";

/// The part of the screen that shows the plan.
constexpr auto kSection = "#account-plan";

struct Buyer {
    std::string email;
    std::string language;
    std::string customer_id;
};

struct Attempt {
    std::string price;
    std::string idempotency_key;
    std::string session_id;
    bool is_old = false;
};

Failed busy()
{
    return {.why = Failed::Why::unreachable, .code = {}, .message = "another checkout is being opened"};
}

Failed odd(std::string message)
{
    return {.why = Failed::Why::odd, .code = {}, .message = std::move(message)};
}

class Checkout {
public:
    Checkout(db::Pool& pool, Stripe& stripe, UserId const& user_id, Price price, std::string const& screen)
        : pool_(pool), stripe_(stripe), user_id_(user_id), price_(std::move(price)), screen_(screen)
    {}

    Opened open(Buyer buyer)
    {
        if (buyer.customer_id.empty()) {
            if (auto failed = make_customer(buyer))
                return std::move(*failed);
        } else if (auto answered = is_subscribed(buyer.customer_id);
                   auto* const failed = std::get_if<Failed>(&answered)) {
            return std::move(*failed);
        } else if (std::get<bool>(answered)) {
            return NotOpened::already_paid;
        }
        constexpr int kMaxTries = 4;
        for (int i = 0; i < kMaxTries; ++i)
            if (auto opened = try_open(buyer))
                return std::move(*opened);
        return busy();
    }

private:
    template <typename Function>
    auto in_database(Function function)
    {
        return db::as_user(pool_, user_id_, function);
    }

    std::optional<Failed> make_customer(Buyer& buyer)
    {
        Parameters parameters{{"metadata[rmirror_user]", user_id_.text()}};
        if (!buyer.email.empty())
            parameters.emplace_back("email", buyer.email);
        if (!buyer.language.empty())
            parameters.emplace_back("preferred_locales[0]", buyer.language);
        // The same for two clicks, but not for other parameters, which Stripe would refuse.
        auto const key =
            "customer-" + user_id_.text() + "-" + sha256_hex(buyer.email + buyer.language).substr(0, 16);
        auto const answered = stripe_.api.post("/v1/customers", parameters, key);
        if (auto const* const failed = std::get_if<Failed>(&answered))
            return *failed;
        auto const id = text_member(std::get<json::object>(answered), "id");
        if (!is_stripe_id(id))
            return odd("the customer has no id");
        auto const stored = in_database(
            [&](pqxx::work& work) { return kNoteCustomer.rows(work, user_id_, std::string(id)); });
        if (stored.empty())
            return odd("the account is gone");
        buyer.customer_id = stored[0][0].as<std::string>();
        return std::nullopt;
    }

    /// Asks Stripe, because the event of a payment may still be on its way.
    std::variant<bool, Failed> is_subscribed(std::string const& customer_id)
    {
        std::vector<std::string> in_force;
        auto failed = stripe_.api.each(
            "/v1/subscriptions", {{"customer", customer_id}}, [&](json::object const& object) {
                auto const status = text_member(object, "status");
                auto const id = text_member(object, "id");
                if (status != "canceled" && status != "incomplete_expired" && is_stripe_id(id))
                    in_force.emplace_back(id);
                return true;
            });
        if (failed)
            return std::move(*failed);
        db::as_system(pool_, [&](pqxx::work& work) {
            for (auto const& id : in_force)
                ask_for_check(work, id);
        });
        return !in_force.empty();
    }

    /// Nullopt: another request of this person was faster, or the last attempt is over; look again.
    std::optional<Opened> try_open(Buyer const& buyer)
    {
        auto const attempt = in_database([&](pqxx::work& work) {
            kBeginAttempt.rows(work, user_id_, price_.offer.lookup_key);
            auto const row = kAttempt.row(work, user_id_);
            return Attempt{row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::string>(),
                           row[3].as<bool>()};
        });
        bool const is_same = attempt.price == price_.offer.lookup_key;
        if (!attempt.session_id.empty())
            return go_on(attempt, is_same);
        if (is_same && !attempt.is_old)
            return make_session(buyer, attempt);
        begin_next(attempt);
        return std::nullopt;
    }

    std::optional<Opened> go_on(Attempt const& attempt, bool is_same)
    {
        auto const path = "/v1/checkout/sessions/" + attempt.session_id;
        auto const answered = stripe_.api.get(path);
        auto const* const failed = std::get_if<Failed>(&answered);
        if (failed && failed->why != Failed::Why::missing)
            return Opened(*failed);
        auto const* const session = std::get_if<json::object>(&answered);
        bool const is_open = session && text_member(*session, "status") == "open";
        if (is_open && is_same)
            return Opened(std::string(text_member(*session, "url")));
        if (is_open)
            if (auto ended = end_session(attempt.session_id))
                return Opened(std::move(*ended));
        begin_next(attempt);
        return std::nullopt;
    }

    std::optional<Failed> end_session(std::string const& id)
    {
        auto const answered = stripe_.api.post("/v1/checkout/sessions/" + id + "/expire", {}, "expire-" + id);
        auto const* const failed = std::get_if<Failed>(&answered);
        return failed ? std::optional(*failed) : std::nullopt;
    }

    void begin_next(Attempt const& attempt)
    {
        in_database([&](pqxx::work& work) {
            kNextAttempt.rows(work, user_id_, attempt.idempotency_key, price_.offer.lookup_key);
        });
    }

    std::optional<Opened> make_session(Buyer const& buyer, Attempt const& attempt)
    {
        Parameters const parameters{{"mode", "subscription"},
                                    {"customer", buyer.customer_id},
                                    {"client_reference_id", user_id_.text()},
                                    {"line_items[0][price]", price_.id},
                                    {"line_items[0][quantity]", "1"},
                                    {"subscription_data[metadata][rmirror_user]", user_id_.text()},
                                    {"locale", buyer.language.empty() ? "auto" : buyer.language},
                                    {"success_url", screen_ + "?checkout=done" + kSection},
                                    {"cancel_url", screen_ + kSection}};
        auto const answered =
            stripe_.api.post("/v1/checkout/sessions", parameters, "checkout-" + attempt.idempotency_key);
        if (auto const* const failed = std::get_if<Failed>(&answered)) {
            // Something else is asked for under the same key, such as in another language.
            if (failed->code != "idempotency_error")
                return Opened(*failed);
            begin_next(attempt);
            return std::nullopt;
        }
        auto const& session = std::get<json::object>(answered);
        std::string const id(text_member(session, "id"));
        std::string url(text_member(session, "url"));
        if (!is_stripe_id(id))
            return Opened(odd("the checkout has no id"));
        bool const is_noted = in_database([&](pqxx::work& work) {
            return kNoteSession.rows(work, user_id_, attempt.idempotency_key, id).affected_rows() == 1;
        });
        if (is_noted && !url.empty())
            return Opened(std::move(url));
        // Nobody saw its address.
        if (!is_noted)
            end_session(id);
        return std::nullopt;
    }

    db::Pool& pool_;
    Stripe& stripe_;
    UserId const& user_id_;
    Price price_;
    std::string const& screen_;
};

std::optional<Buyer> find_buyer(db::Pool& pool, UserId const& user_id)
{
    auto const rows =
        db::as_reader(pool, user_id, [&](pqxx::work& work) { return kBuyer.rows(work, user_id); });
    if (rows.empty())
        return std::nullopt;
    return Buyer{rows[0][0].as<std::string>(), rows[0][1].as<std::string>(), rows[0][2].as<std::string>()};
}

}  // namespace

Opened open_checkout(db::Pool& pool, Stripe& stripe, UserId const& user_id, std::string_view lookup_key,
                     std::string const& screen)
{
    if (!stripe.options.offer_of(lookup_key))
        return NotOpened::unknown_price;
    auto answered = stripe.catalog.prices();
    if (auto* const failed = std::get_if<Failed>(&answered))
        return std::move(*failed);
    auto const& prices = std::get<std::vector<Price>>(answered);
    auto const price = std::find_if(prices.begin(), prices.end(), [lookup_key](Price const& each) {
        return each.offer.lookup_key == lookup_key;
    });
    auto buyer = find_buyer(pool, user_id);
    if (price == prices.end() || !buyer)
        return NotOpened::unknown_price;
    return Checkout(pool, stripe, user_id, *price, screen).open(std::move(*buyer));
}

Opened open_portal(db::Pool& pool, Stripe const& stripe, UserId const& user_id, std::string const& screen)
{
    auto const buyer = find_buyer(pool, user_id);
    if (!buyer || buyer->customer_id.empty())
        return NotOpened::no_customer;
    auto const answered = stripe.api.post("/v1/billing_portal/sessions",
                                          {{"customer", buyer->customer_id},
                                           {"return_url", screen + kSection},
                                           {"locale", buyer->language.empty() ? "auto" : buyer->language}},
                                          "portal-" + crypto::random_token());
    if (auto const* const failed = std::get_if<Failed>(&answered))
        return *failed;
    std::string url(text_member(std::get<json::object>(answered), "url"));
    if (url.empty())
        return odd("the portal has no address");
    return url;
}

}  // namespace rmirror::plans
