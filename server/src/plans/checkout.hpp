// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages of Stripe on which people subscribe and change what they pay. A person has at most one open checkout,
// and none while a subscription is in force, so that nothing is paid twice, however often and in however many
// browsers they click.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"
#include "plans/stripe.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace rmirror::plans {

enum class NotOpened {
    already_paid,   // A subscription is in force, or its payment is being processed.
    no_customer,    // Nothing was ever paid.
    unknown_price,  // The price isn't offered, or Stripe doesn't have it.
};

/// Where to send the person's browser.
using Opened = std::variant<std::string, NotOpened, Failed>;

/// `screen` is the address of the dashboard's screen to which Stripe returns.
Opened open_checkout(db::Pool& pool, Stripe& stripe, UserId const& user_id, std::string_view lookup_key,
                     std::string const& screen);

/// The portal, where people cancel, change the price, and see invoices.
Opened open_portal(db::Pool& pool, Stripe const& stripe, UserId const& user_id, std::string const& screen);

}  // namespace rmirror::plans
