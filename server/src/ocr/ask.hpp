// SPDX-License-Identifier: AGPL-3.0-or-later
// How a provider reaches its service: given to it, so that it knows nothing of limits, rests and repetitions.
#pragma once

#include "upstream/client.hpp"

#include <functional>

namespace rmirror::ocr {

/// Waits for the outcome. From any thread.
using Ask = std::function<upstream::Outcome(upstream::Call)>;

/// A page's worth of text is a few dozen kilobytes.
constexpr std::size_t kMostAnswerBytes = 4U << 20U;
/// For what a page needs, and for the most that a model can write.
constexpr std::chrono::seconds kUsualDeadline{180};
constexpr std::chrono::seconds kLongDeadline{600};

}  // namespace rmirror::ocr
