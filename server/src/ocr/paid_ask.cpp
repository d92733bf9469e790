// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/paid_ask.hpp"

#include "spend/usage.hpp"

#include <utility>

namespace rmirror::ocr {

namespace {

spend::Nanodollars cost_of(spend::Budget const& budget, upstream::CallResult const& result,
                           spend::Nanodollars most)
{
    if (result.ending != upstream::Ending::answered)
        return result.sent ? most : 0;
    if (result.status != 200)
        return 0;
    auto const tokens = spend::tokens_in(result.body);
    return tokens ? budget.cost(*tokens, spend::Rate::usual) : most;
}

}  // namespace

PaidAsk within(spend::Budget budget, Ask ask)
{
    return [budget = std::move(budget), ask = std::move(ask)](PaidCall call) -> Asked {
        auto const most = budget.cost(call.most, spend::Rate::usual);
        auto const reserved = budget.reserve(most);
        if (auto const* const limit = std::get_if<spend::LimitReached>(&reserved))
            return *limit;
        upstream::Call& plain = call;
        auto result = ask(std::move(plain));
        budget.settle(std::get<spend::Reservation>(reserved), cost_of(budget, result, most));
        return result;
    };
}

}  // namespace rmirror::ocr
