// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/service/service_call.hpp"

namespace rmirror::ocr {

Ask through(upstream::Gateway& gateway, std::size_t at_once, Repeats repeats, std::stop_token stopping)
{
    return [&gateway, at_once, repeats, stopping = std::move(stopping)](upstream::Call call) {
        upstream::Order order;
        order.call = std::move(call);
        order.share = {.owner = "reading", .at_once = at_once, .waiting = at_once};
        order.retries.repeatable = repeats == Repeats::yes;
        order.cancellation = stopping;
        return gateway.ask_and_wait(std::move(order));
    };
}

}  // namespace rmirror::ocr
