// SPDX-License-Identifier: AGPL-3.0-or-later
// How a provider reaches its service: given to it, so that it knows nothing of limits, pauses and
// repetitions.
#pragma once

#include "upstream/gateway.hpp"

#include <functional>

namespace rmirror::ocr {

/// Waits for the result. From any thread.
using Ask = std::function<upstream::CallResult(upstream::Call)>;

/// Whether what the service may have seen is asked again: a page may well be read twice, a batch may not be
/// made twice.
enum class Repeats { yes, no };

/// Through a gateway, with at most so many calls `at_once` by all who ask so. When `stopping` is requested
/// those under way end, and no more begin. The gateway must outlive it.
Ask through(upstream::Gateway& gateway, std::size_t at_once, Repeats repeats, std::stop_token stopping);

/// A page's worth of text is a few dozen kilobytes.
constexpr std::size_t kMostAnswerBytes = 4U << 20U;
/// For what a page needs, and for the most that a model can write.
constexpr std::chrono::seconds kUsualDeadline{180};
constexpr std::chrono::seconds kLongDeadline{600};

}  // namespace rmirror::ocr
