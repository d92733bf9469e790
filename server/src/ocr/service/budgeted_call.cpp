// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/service/budgeted_call.hpp"

#include "spend/usage.hpp"

#include <utility>

namespace rmirror::ocr {

namespace {

spend::Nanodollars cost_of(spend::Budget const& budget, upstream::CallResult const& result,
                           spend::Nanodollars max)
{
    if (result.outcome != upstream::CallOutcome::answered)
        return result.sent ? max : 0;
    if (result.status != 200)
        return 0;
    auto const tokens = spend::tokens_in(result.body);
    return tokens ? budget.cost(*tokens, spend::Rate::usual) : max;
}

}  // namespace

BudgetedCall within(spend::Budget budget, Ask ask)
{
    return [budget = std::move(budget), ask = std::move(ask)](PaidCall call) -> BudgetedResult {
        auto const max = budget.cost(call.max, spend::Rate::usual);
        auto const reserved = budget.reserve(max);
        if (auto const* const limit = std::get_if<spend::LimitReached>(&reserved))
            return *limit;
        upstream::Call& plain = call;
        auto result = ask(std::move(plain));
        budget.settle(std::get<spend::Reservation>(reserved), cost_of(budget, result, max));
        return result;
    };
}

}  // namespace rmirror::ocr
