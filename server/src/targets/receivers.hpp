// SPDX-License-Identifier: AGPL-3.0-or-later
// Signed POSTs to an address that a user enters (standardwebhooks.com), whose owner has to agree to them
// (docs/decisions/0081-receivers-repeat-a-challenge.md).
#pragma once

#include "base/secret.hpp"
#include "targets/target.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace rmirror::targets {

struct Receiver {
    std::string address;
    Secret secret;
    std::string_view name;  // Begins sentences, such as "Your receiver".
    std::chrono::seconds timeout{20};
    /// Enough for a challenge.
    std::size_t max_answer_bytes = 1000;
    RateLimit limit = {};
};

/// The reach of calls to such addresses.
upstream::Reach reach_of(bool private_urls);

/// An event with the time of now.
boost::json::object event_of(std::string const& type, boost::json::object data);

/// A POST of the event, signed. Deadline, size and reach are left to the caller.
upstream::Call signed_call(std::string const& address, Secret const& secret, std::string const& id,
                           boost::json::object const& event);

/// A repeated event has the same id.
upstream::CallResult post_signed(TargetContext& context, Receiver const& receiver, std::string const& id,
                                 boost::json::object const& event);

/// Accepts the challenge as a JSON member or as the whole body.
bool repeats_challenge(upstream::CallResult const& result, std::string const& challenge);

/// Sends a challenge that the receiver must repeat. A server that answers 200 to everything doesn't pass, so
/// users can't direct events at servers that aren't theirs. Returns the failure, if any.
std::optional<DeliveryResult> verify_receiver(TargetContext& context, Receiver const& receiver);

/// Standard Webhooks requires 24 to 64 bytes and this prefix.
Secret generate_signing_secret();

}  // namespace rmirror::targets
