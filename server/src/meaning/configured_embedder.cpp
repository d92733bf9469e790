// SPDX-License-Identifier: AGPL-3.0-or-later
#include "meaning/configured_embedder.hpp"

#include <chrono>
#include <utility>

namespace rmirror::meaning {

namespace {

constexpr std::chrono::seconds kQueryDeadline{10};
constexpr std::chrono::seconds kPagesDeadline{120};

ocr::Ask asking(upstream::Gateway& gateway, Use use, bool is_repeatable, std::stop_token stopping)
{
    return [&gateway, use, is_repeatable, stopping = std::move(stopping)](upstream::Call call) {
        constexpr std::size_t kQueriesAtOnce = 16;
        constexpr std::size_t kPagesAtOnce = 4;
        bool const is_query = use == Use::queries;
        upstream::Order order;
        order.call = std::move(call);
        order.share = {.owner = is_query ? "queries" : "pages",
                       .at_once = is_query ? kQueriesAtOnce : kPagesAtOnce};
        order.share.priority = is_query ? upstream::Priority::interactive : upstream::Priority::background;
        order.retries.repeatable = is_repeatable;
        order.cancellation = stopping;
        return gateway.ask_and_wait(std::move(order));
    };
}

}  // namespace

bool has_service(Settings const& settings)
{
    return !settings.text("RMIRROR_EMBEDDINGS_URL").empty();
}

std::unique_ptr<Embedder> configured_embedder(Settings const& settings, upstream::Gateway& gateway,
                                              spend::Account& account, Use use, std::stop_token stopping)
{
    if (!has_service(settings))
        return nullptr;
    auto const& model = settings.text("RMIRROR_EMBEDDINGS_MODEL");
    // The service may charge for a call that it received.
    auto ask = asking(gateway, use, !account.has_limit(), std::move(stopping));
    return std::make_unique<Embedder>(
        Service{settings.text("RMIRROR_EMBEDDINGS_URL"), settings.secret("RMIRROR_EMBEDDINGS_KEY"), model},
        ocr::within(spend::Budget(account, spend::Vendor::other, model), std::move(ask)),
        use == Use::queries ? kQueryDeadline : kPagesDeadline);
}

}  // namespace rmirror::meaning
