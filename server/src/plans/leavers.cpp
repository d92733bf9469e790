// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plans/leavers.hpp"

#include "crypto/json_member.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"
#include "plans/event.hpp"

#include <pqxx/result>

#include <optional>
#include <vector>

namespace rmirror::plans {

namespace json = boost::json;
using crypto::text_member;

namespace {

constexpr std::size_t kMaxLeavers = 20;

constexpr db::Statement kNoteLeaver = R"sql(
    INSERT INTO stripe_leavers (customer_id)
    SELECT stripe_customer_id FROM subscriptions WHERE user_id = $1 AND stripe_customer_id IS NOT NULL
    ON CONFLICT DO NOTHING)sql";
constexpr db::Statement kCancelAgain =
    "UPDATE stripe_leavers SET done_at = NULL, run_after = now() WHERE customer_id = $1 AND done_at IS NOT "
    "NULL";

// Put off first, so that another process, or the next call, leaves it alone meanwhile. Done twice, it has no
// other effect.
constexpr db::Statement kClaimLeavers = R"sql(
    UPDATE stripe_leavers
    SET attempts = attempts + 1, run_after = now() + least(30 * 2 ^ least(attempts, 10), 3600) * interval '1 second'
    WHERE customer_id IN (
        SELECT customer_id FROM stripe_leavers WHERE done_at IS NULL AND run_after <= now()
        ORDER BY run_after LIMIT $1 FOR UPDATE SKIP LOCKED)
    RETURNING customer_id)sql";
constexpr db::Statement kLeaverDone =
    "UPDATE stripe_leavers SET done_at = now(), attempts = 0 WHERE customer_id = $1";

/// Ids in a list of the customer's objects at Stripe that are in progress.
std::optional<Failed> list_ids(Stripe const& stripe, std::string const& path, Parameters parameters,
                               std::string const& customer_id, std::vector<std::string>& ids)
{
    parameters.emplace_back("customer", customer_id);
    return stripe.api.each(path, parameters, [&](json::object const& object) {
        auto const status = text_member(object, "status");
        auto const id = text_member(object, "id");
        if (is_stripe_id(id) && status != "canceled" && status != "incomplete_expired")
            ids.emplace_back(id);
        return true;
    });
}

/// What is gone meanwhile needs no end, and what can't be ended any more is over.
std::optional<Failed> unless_over(Answered const& answered)
{
    auto const* const failed = std::get_if<Failed>(&answered);
    bool const is_over =
        failed && (failed->why == Failed::Why::missing || failed->why == Failed::Why::refused);
    return failed && !is_over ? std::optional(*failed) : std::nullopt;
}

/// Checkouts first: one that is paid between the two would begin a subscription.
std::optional<Failed> end_everything(Stripe const& stripe, std::string const& customer_id)
{
    std::vector<std::string> checkouts;
    std::vector<std::string> subscriptions;
    if (auto failed = list_ids(stripe, "/v1/checkout/sessions", {{"status", "open"}}, customer_id, checkouts))
        return failed;
    for (auto const& id : checkouts)
        if (auto failed =
                unless_over(stripe.api.post("/v1/checkout/sessions/" + id + "/expire", {}, "expire-" + id)))
            return failed;
    if (auto failed = list_ids(stripe, "/v1/subscriptions", {}, customer_id, subscriptions))
        return failed;
    for (auto const& id : subscriptions)
        if (auto failed = unless_over(stripe.api.remove("/v1/subscriptions/" + id)))
            return failed;
    return std::nullopt;
}

}  // namespace

void note_leaver(pqxx::work& system, UserId const& user_id)
{
    kNoteLeaver.rows(system, user_id);
}

void cancel_if_left(pqxx::work& system, std::string const& customer_id)
{
    kCancelAgain.rows(system, customer_id);
}

std::size_t cancel_for_leavers(db::Pool& pool, Stripe const& stripe, Log& log)
{
    auto const due =
        db::as_system(pool, [](pqxx::work& work) { return kClaimLeavers.rows(work, kMaxLeavers); });
    std::size_t done = 0;
    for (auto const& row : due) {
        auto const customer_id = row[0].as<std::string>();
        // A customer whom Stripe doesn't know any more has no subscriptions either.
        auto const failed = end_everything(stripe, customer_id);
        if (failed && stripe.api.is_cancelled())
            break;
        if (failed && failed->why != Failed::Why::missing) {
            log.write(
                Level::error, "subscription of a deleted account not cancelled",
                {{"customer", std::string_view(customer_id)}, {"why", std::string_view(failed->message)}});
            continue;
        }
        db::as_system(pool, [&](pqxx::work& work) { kLeaverDone.rows(work, customer_id); });
        ++done;
    }
    return done;
}

}  // namespace rmirror::plans
