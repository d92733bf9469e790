// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls that cost money, within the daily spending limit.
#pragma once

#include "ocr/service/service_call.hpp"

#include "spend/budget.hpp"

#include <functional>
#include <variant>

namespace rmirror::ocr {

struct PaidCall : upstream::Call {
    spend::Tokens max;  // The most tokens that it may use.
};

/// The result of a call, or the limit that prevented it.
using BudgetedResult = std::variant<upstream::CallResult, spend::LimitReached>;

/// Blocks until the result arrives. Thread-safe.
using BudgetedCall = std::function<BudgetedResult(PaidCall)>;

/// Reserves the maximum cost before each call and settles the actual cost from the answer's usage. If the
/// service may have received a call whose outcome is unknown, the full reservation counts as spent.
BudgetedCall within(spend::Budget budget, Ask ask);

}  // namespace rmirror::ocr
