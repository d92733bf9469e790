// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads subscriptions at Stripe after something may have happened to them. Whatever events arrive, in
// whatever order and however often, a subscription is read after the last of them, and that reading decides.
#pragma once

#include "base/log.hpp"
#include "db/pool.hpp"
#include "plans/event.hpp"
#include "plans/stripe.hpp"
#include "quota/quota.hpp"

#include <pqxx/transaction>

#include <cstddef>
#include <string>

namespace rmirror::plans {

/// Stores the event's id, and that its subscription must be read. A repeated event has no effect. Needs a
/// system transaction.
void note_event(pqxx::work& system, Event const& event);

/// The same as after an event of this subscription.
void ask_for_check(pqxx::work& system, std::string const& subscription_id);

/// Asks for a check of the subscriptions whose period ended since they were last read.
std::size_t ask_for_ended_periods(db::Pool& pool);

/// Reads the subscriptions that are due at Stripe, one after another, and applies what they say to their
/// owner's plan. What fails is due again later, without end. Several processes may call this at the same
/// time. Returns how many were read.
std::size_t check_due_subscriptions(db::Pool& pool, Stripe& stripe, quota::Rules const& rules, Log& log);

}  // namespace rmirror::plans
