// SPDX-License-Identifier: AGPL-3.0-or-later
// Deliveries of Clerk's webhook, which Svix signs and sends: at least once, in any order.
#pragma once

#include "base/secret.hpp"

#include <pqxx/transaction>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::auth::clerk {

constexpr std::string_view kIdHeader = "svix-id";
constexpr std::string_view kTimestampHeader = "svix-timestamp";
constexpr std::string_view kSignatureHeader = "svix-signature";

/// The three headers, and the body as it was received.
struct Delivery {
    std::string_view id;
    std::string_view timestamp;  // Unix time in seconds.
    std::string_view signatures;
    std::string_view body;
};

/// How far the timestamp may be from this server's clock, before or after it, so that deliveries that someone
/// recorded can't be sent again later.
constexpr std::chrono::seconds kTolerance{300};

/// When the delivery was signed; nullopt if the timestamp is no Unix time.
std::optional<std::chrono::sys_seconds> time_of(Delivery const& delivery);

/// nullopt if Clerk's secret signed the delivery at about this time; otherwise what is wrong, as a sentence.
/// Without a secret, nothing is signed.
std::optional<std::string_view> fault_of(Delivery const& delivery, Secret const& secret,
                                         std::chrono::sys_seconds now);

/// Whether the delivery is new. If so, notes it; a concurrent copy waits until the transaction ends.
bool note_delivery(pqxx::work& work, std::string const& id);

}  // namespace rmirror::auth::clerk
