// SPDX-License-Identifier: AGPL-3.0-or-later
#include "plans/options.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rmirror::plans {

namespace {

constexpr std::string_view kKey = "RMIRROR_STRIPE_SECRET_KEY";
constexpr std::string_view kWebhookSecret = "RMIRROR_STRIPE_WEBHOOK_SECRET";
constexpr std::string_view kPrices = "RMIRROR_STRIPE_PRICES";
constexpr std::size_t kMaxLookupKey = 200;
constexpr std::size_t kMaxOffers = 10;  // As many prices as Stripe looks up in one call.

constexpr std::array<std::string_view, 3> kPaidTiers = {"pro", "team", "enterprise"};

Refusal refusal_of(std::string_view setting, std::string const& sentence)
{
    return {std::string(setting) + " " + sentence};
}

Result<std::vector<Offer>> parse_offers(std::vector<std::string> const& parts)
{
    std::vector<Offer> offers;
    for (auto const& part : parts) {
        auto const colon = std::min(part.find(':'), part.size());
        Offer offer{part.substr(0, colon), part.substr(std::min(colon + 1, part.size()))};
        bool const is_known = std::any_of(offers.begin(), offers.end(), [&](Offer const& each) {
            return each.lookup_key == offer.lookup_key;
        });
        if (rank_of(offer.tier) == 0 || offer.lookup_key.empty() || offer.lookup_key.size() > kMaxLookupKey ||
            is_known || offers.size() == kMaxOffers)
            return refusal_of(
                kPrices,
                "must be at most ten tiers (pro, team or enterprise) with lookup keys of prices in "
                "Stripe, each key once, such as pro:pro_monthly,pro:pro_yearly; it contains \"" +
                    part + "\".");
        offers.push_back(std::move(offer));
    }
    return offers;
}

bool begins_with_one_of(std::string_view text, std::initializer_list<std::string_view> beginnings)
{
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [text](std::string_view beginning) { return text.starts_with(beginning); });
}

}  // namespace

Result<std::optional<Options>> Options::read(Settings const& settings)
{
    Options options;
    options.key = settings.secret(kKey);
    options.webhook_secret = settings.secret(kWebhookSecret);
    options.offers = TRY(parse_offers(settings.list(kPrices)));
    if (options.key.empty()) {
        if (!options.webhook_secret.empty() || !options.offers.empty())
            return refusal_of(kKey, "is missing: without it, the other settings of Stripe have no effect.");
        return std::optional<Options>();
    }
    auto const& key = options.key.reveal();
    options.is_live = begins_with_one_of(key, {"sk_live_", "rk_live_"});
    if (!options.is_live && !begins_with_one_of(key, {"sk_test_", "rk_test_"}))
        return refusal_of(kKey,
                          "must be a secret or restricted key, which begins with sk_live_, rk_live_, "
                          "sk_test_ or rk_test_.");
    if (!options.webhook_secret.reveal().starts_with("whsec_"))
        return refusal_of(kWebhookSecret,
                          "must be the signing secret of the webhook, which begins with "
                          "whsec_.");
    if (options.offers.empty())
        return refusal_of(kPrices, "is missing: name the prices that people can choose.");
    return std::optional(std::move(options));
}

Offer const* Options::offer_of(std::string_view lookup_key) const
{
    auto const found = std::find_if(offers.begin(), offers.end(), [lookup_key](Offer const& offer) {
        return offer.lookup_key == lookup_key;
    });
    return found == offers.end() ? nullptr : &*found;
}

int rank_of(std::string_view tier)
{
    auto const* const found = std::find(kPaidTiers.begin(), kPaidTiers.end(), tier);
    return found == kPaidTiers.end() ? 0 : static_cast<int>(found - kPaidTiers.begin()) + 1;
}

}  // namespace rmirror::plans
