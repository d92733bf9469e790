// SPDX-License-Identifier: AGPL-3.0-or-later
// Ends at Stripe what people pay whose account is being deleted, or was.
#pragma once

#include "base/ids.hpp"
#include "base/log.hpp"
#include "db/pool.hpp"
#include "plans/stripe.hpp"

#include <pqxx/transaction>

#include <cstddef>
#include <string>

namespace rmirror::plans {

/// Notes that the subscriptions of this user must be cancelled. Needs a system transaction.
void note_leaver(pqxx::work& system, UserId const& user_id);

/// The same for a customer whose account was deleted before, such as for a checkout that was paid late.
/// Nothing for any other customer.
void cancel_if_left(pqxx::work& system, std::string const& customer_id);

/// Cancels what is due, at once and without a refund, and closes open checkouts. What fails is due again
/// later. Returns how many customers are done.
std::size_t cancel_for_leavers(db::Pool& pool, Stripe const& stripe, Log& log);

}  // namespace rmirror::plans
