// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plans/catalog.hpp"

#include "crypto/json_member.hpp"
#include "plans/event.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::plans {

namespace json = boost::json;
using crypto::member_of;
using crypto::text_member;

namespace {

constexpr std::chrono::minutes kFresh{5};
constexpr std::size_t kCurrencyLetters = 3;

std::optional<std::int64_t> number_member(json::object const& object, std::string_view name)
{
    auto const* const value = member_of(object, name);
    auto const* const number = value ? value->if_int64() : nullptr;
    return number && *number >= 0 ? std::optional(*number) : std::nullopt;
}

/// Nullopt for a price that nobody can subscribe to.
std::optional<Price> price_in(json::object const& object, Options const& options)
{
    auto const* const offer = options.offer_of(text_member(object, "lookup_key"));
    auto const* const recurring = crypto::object_member(object, "recurring");
    Price price;
    price.id = text_member(object, "id");
    price.currency = text_member(object, "currency");
    if (!offer || !recurring || !is_stripe_id(price.id) || price.currency.size() != kCurrencyLetters)
        return std::nullopt;
    price.offer = *offer;
    price.product_id = id_of(member_of(object, "product"));
    price.amount = number_member(object, "unit_amount");
    price.interval = text_member(*recurring, "interval");
    price.interval_count = number_member(*recurring, "interval_count").value_or(1);
    return price;
}

}  // namespace

std::variant<std::vector<Price>, Failed> Catalog::read() const
{
    Parameters wanted{{"active", "true"}};
    for (auto const& offer : options_.offers)
        wanted.emplace_back("lookup_keys[]", offer.lookup_key);
    std::vector<Price> found;
    auto const failed = api_.each("/v1/prices", wanted, [&](json::object const& object) {
        if (auto price = price_in(object, options_))
            found.push_back(std::move(*price));
        return true;
    });
    if (failed)
        return *failed;
    auto const place_of = [&](Price const& price) { return options_.offer_of(price.offer.lookup_key); };
    std::sort(found.begin(), found.end(),
              [&](Price const& a, Price const& b) { return place_of(a) < place_of(b); });
    return found;
}

std::variant<std::vector<Price>, Failed> Catalog::prices()
{
    {
        std::lock_guard const lock(mutex_);
        if (read_at_ && Clock::now() - *read_at_ < kFresh)
            return known_;
    }
    auto answer = read();
    std::lock_guard const lock(mutex_);
    if (auto* const prices = std::get_if<std::vector<Price>>(&answer)) {
        known_ = std::move(*prices);
        read_at_ = Clock::now();
    } else if (!read_at_) {
        return answer;
    }
    return known_;
}

std::variant<std::optional<std::string>, Failed> Catalog::tier_of(json::object const& price)
{
    if (auto const* const offer = options_.offer_of(text_member(price, "lookup_key")))
        return std::optional(offer->tier);
    auto const product = id_of(member_of(price, "product"));
    auto const answer = prices();
    if (auto const* const failed = std::get_if<Failed>(&answer))
        return *failed;
    std::optional<std::string> tier;
    for (auto const& known : std::get<std::vector<Price>>(answer)) {
        if (product.empty() || known.product_id != product)
            continue;
        if (tier && *tier != known.offer.tier)
            return std::optional<std::string>();
        tier = known.offer.tier;
    }
    return tier;
}

}  // namespace rmirror::plans
