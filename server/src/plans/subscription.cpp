// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plans/subscription.hpp"

#include "crypto/json_member.hpp"
#include "plans/event.hpp"

#include <boost/json/array.hpp>

namespace rmirror::plans {

namespace json = boost::json;
using crypto::member_of;
using crypto::text_member;

namespace {

constexpr std::size_t kMaxStatus = 50;
/// The year 9999: later times, which PostgreSQL would refuse, are none.
constexpr std::int64_t kMaxTime = 253'402'300'799;

std::optional<std::int64_t> time_member(json::object const& object, std::string_view name)
{
    auto const* const value = member_of(object, name);
    auto const* const seconds = value ? value->if_int64() : nullptr;
    return seconds && *seconds > 0 && *seconds <= kMaxTime ? std::optional(*seconds) : std::nullopt;
}

/// The item that counts: of the highest tier, and of several the one whose period ends last. The period of a
/// subscription without a price of ours is its first item's.
void take_items(Subscription& subscription, json::array const& items, TierOfPrice const& tier_of)
{
    bool is_first = true;
    for (auto const& each : items) {
        auto const* const item = each.if_object();
        auto const* const price = item ? crypto::object_member(*item, "price") : nullptr;
        if (!price)
            continue;
        auto tier = tier_of(*price);
        auto const end = time_member(*item, "current_period_end");
        auto const rank = rank_of(tier.value_or(""));
        auto const best = rank_of(subscription.tier.value_or(""));
        if (is_first || rank > best || (rank == best && end > subscription.period_end)) {
            subscription.tier = std::move(tier);
            subscription.period_start = time_member(*item, "current_period_start");
            subscription.period_end = end;
        }
        is_first = false;
    }
}

}  // namespace

bool Subscription::is_live() const
{
    return status == "active" || status == "trialing" || status == "past_due";
}

std::optional<Subscription> subscription_in(json::object const& object, TierOfPrice const& tier_of)
{
    Subscription subscription{.id = std::string(text_member(object, "id")),
                              .customer_id = std::string(id_of(member_of(object, "customer"))),
                              .status = std::string(text_member(object, "status"))};
    auto const* const items = crypto::object_member(object, "items");
    auto const* const data = items ? crypto::array_member(*items, "data") : nullptr;
    if (text_member(object, "object") != "subscription" || !is_stripe_id(subscription.id) ||
        !is_stripe_id(subscription.customer_id) || subscription.status.empty() ||
        subscription.status.size() > kMaxStatus || !data)
        return std::nullopt;
    take_items(subscription, *data, tier_of);
    subscription.cancels_at = time_member(object, "cancel_at");
    if (!subscription.cancels_at && crypto::flag_member(object, "cancel_at_period_end"))
        subscription.cancels_at = subscription.period_end;
    return subscription;
}

}  // namespace rmirror::plans
