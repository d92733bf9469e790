// SPDX-License-Identifier: AGPL-3.0-or-later
// A user's plan in the database: what is paid for, until when, and what follows from that. The plan depends
// only on the subscriptions as they were last read at Stripe, never on the order in which that happened.
#pragma once

#include "library/work.hpp"
#include "plans/subscription.hpp"
#include "quota/quota.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <cstddef>
#include <optional>
#include <string>

namespace rmirror::plans {

/// For how many days an overdue subscription still counts.
constexpr int kGraceDays = 14;
/// A second notice follows this many days before the end of that time.
constexpr int kReminderDays = 3;

/// The user whose customer this is at Stripe; nullopt: it is none of ours. Needs a system transaction.
struct Owner {
    UserId id;
    bool is_leaving = false;
};
std::optional<Owner> owner_of(pqxx::work& system, std::string const& customer_id);

/// Stores what Stripe says of a subscription of this user.
void note_subscription(pqxx::work& work, UserId const& user_id, Subscription const& subscription);
/// Notes that Stripe doesn't have this subscription any more. Returns whose it is; nullopt: nobody's here.
std::optional<UserId> owner_of_subscription(pqxx::work& system, std::string const& subscription_id);
void note_missing(pqxx::work& work, UserId const& user_id, std::string const& subscription_id);

/// Derives the plan from the subscriptions: tier, period, and the anniversary of the quota, which keeps what
/// was used. Tells the user about an overdue payment and the end of a plan, and queues pages that waited for
/// quota, newest first, as many as the plan allows. Repeated without a change, it does nothing.
void apply_plan(library::LibraryWork& library, quota::Rules const& rules);

/// Applies the plans whose grace ended, or whose reminder is due. Returns how many.
std::size_t apply_due_plans(db::Pool& pool, quota::Rules const& rules);

/// The plan of a user: the members of `Plan` of shared/openapi.yaml that the database knows.
boost::json::object describe_plan(pqxx::work& work, UserId const& user_id);
/// The page limits of tiers that are paid for, by tier; null: unlimited.
boost::json::object tier_limits(pqxx::work& work);

/// Reports the limits of tiers that are paid for (0: unlimited) to the database, if they differ.
void report_tier_limits(db::Pool& pool, Tiers const& pages);

}  // namespace rmirror::plans
