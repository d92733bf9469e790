// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/clerk/delivery.hpp"

#include "crypto/webhook_signature.hpp"

#include <pqxx/result>

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace rmirror::auth::clerk {

namespace {

constexpr std::size_t kMaxIdBytes = 256;
constexpr std::int64_t kLatestSecond = 253402300799;  // The end of the year 9999.

constexpr auto kNoteDelivery = R"sql(
    INSERT INTO clerk_deliveries (id) VALUES ($1) ON CONFLICT DO NOTHING)sql";

bool is_delivery_id(std::string_view id)
{
    return !id.empty() && id.size() <= kMaxIdBytes &&
           std::all_of(id.begin(), id.end(), [](char letter) { return letter > ' ' && letter <= '~'; });
}

}  // namespace

std::optional<std::chrono::sys_seconds> time_of(Delivery const& delivery)
{
    std::int64_t seconds = 0;
    auto const* const end = delivery.timestamp.data() + delivery.timestamp.size();
    auto const result = std::from_chars(delivery.timestamp.data(), end, seconds);
    if (result.ec != std::errc{} || result.ptr != end || seconds < 0 || seconds > kLatestSecond)
        return std::nullopt;
    return std::chrono::sys_seconds(std::chrono::seconds(seconds));
}

std::optional<std::string_view> fault_of(Delivery const& delivery, Secret const& secret,
                                         std::chrono::sys_seconds now)
{
    auto const time = time_of(delivery);
    if (!time || !is_delivery_id(delivery.id) ||
        !crypto::has_webhook_signature(secret, delivery.signatures, delivery.id, delivery.timestamp,
                                       delivery.body))
        return "This isn't signed by the secret of this server's webhook in Clerk.";
    if (*time < now - kTolerance)
        return "This was signed more than five minutes ago. It must be signed anew.";
    if (*time > now + kTolerance)
        return "This was signed more than five minutes in the future. Check the clocks.";
    return std::nullopt;
}

bool note_delivery(pqxx::work& work, std::string const& id)
{
    return work.exec_params(kNoteDelivery, id).affected_rows() > 0;
}

}  // namespace rmirror::auth::clerk
