// SPDX-License-Identifier: AGPL-3.0-or-later
// Verifies and parses Stripe's webhook deliveries. An event is only a hint that a subscription may have
// changed: it may be late, repeated or out of order, so nothing but the subscription's id is taken from it.
#pragma once

#include "base/secret.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::plans {

constexpr std::string_view kSignatureHeader = "Stripe-Signature";
/// How far the time of a signature may be from ours, in both directions.
constexpr std::chrono::seconds kTolerance{300};

/// Whether `header` has one time within the tolerance, and a signature `v1` of `{time}.{body}` by the secret,
/// compared in constant time. Other schemes are ignored. An empty secret verifies nothing.
bool is_signed(Secret const& secret, std::string_view header, std::string_view body,
               std::chrono::system_clock::time_point now);

struct Event {
    std::string id;
    std::string type;
    /// Empty if the event is about none, or is of another mode or account.
    std::string subscription_id = {};
    bool is_of_other = false;  // Of another mode (live or test) or account.
};

/// Returns nullopt for what is no event with its object, such as a thin event (`v2.core.event`).
std::optional<Event> event_in(boost::json::object const& body, bool is_live);

/// Whether the text can be the id of an object at Stripe, and so a part of a path.
bool is_stripe_id(std::string_view text);
/// An id that Stripe writes as text, or as the whole object. Empty if it is neither.
std::string_view id_of(boost::json::value const* member);

}  // namespace rmirror::plans
