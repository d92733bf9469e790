// SPDX-License-Identifier: AGPL-3.0-or-later
// How a provider asks for what costs money: within what may be spent in a day.
#pragma once

#include "ocr/ask.hpp"

#include "spend/budget.hpp"

#include <functional>
#include <variant>

namespace rmirror::ocr {

struct PaidCall : upstream::Call {
    spend::Tokens most;  // That it may take.
};

/// What came of a call, or why it was not made.
using Asked = std::variant<upstream::CallResult, spend::LimitReached>;

/// Waits for the result. From any thread.
using PaidAsk = std::function<Asked(PaidCall)>;

/// What a call may cost at most is reserved before it, and settled by what its answer says. Of a call that
/// the service may have seen and nobody knows the end of, all that was reserved is spent.
PaidAsk within(spend::Budget budget, Ask ask);

}  // namespace rmirror::ocr
