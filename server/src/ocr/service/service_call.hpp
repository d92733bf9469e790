// SPDX-License-Identifier: AGPL-3.0-or-later
// How a provider calls its service. The call function is injected, so providers contain no concurrency
// limits, pauses or retries.
#pragma once

#include "upstream/gateway.hpp"

#include <functional>

namespace rmirror::ocr {

/// Blocks until the result arrives. Thread-safe.
using Ask = std::function<upstream::CallResult(upstream::Call)>;

/// Whether to retry a call that the service may already have received: reading a page twice is harmless,
/// creating a batch twice is not.
enum class Repeats { yes, no };

/// Calls through the gateway with at most `at_once` calls in progress across all Asks of the gateway. A stop
/// request on `stopping` cancels calls in progress and refuses new ones. The gateway must outlive the Ask.
Ask through(upstream::Gateway& gateway, std::size_t at_once, Repeats repeats, std::stop_token stopping);

/// A page's text is a few dozen kilobytes.
constexpr std::size_t kMaxAnswerBytes = 4U << 20U;
/// kDefaultDeadline covers an ordinary page, kLongDeadline the longest answer a model can write.
constexpr std::chrono::seconds kDefaultDeadline{180};
constexpr std::chrono::seconds kLongDeadline{600};

}  // namespace rmirror::ocr
