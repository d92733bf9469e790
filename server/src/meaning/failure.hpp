// SPDX-License-Identifier: AGPL-3.0-or-later
// What happens after each unsuccessful answer of the embeddings service.
#pragma once

#include "meaning/embedder.hpp"

#include <optional>
#include <string_view>

namespace rmirror::meaning {

/// Nullopt if the service answered 200 without an error in the body.
std::optional<Failure> failure_of(Service const& service, ocr::BudgetedResult const& asked);

/// A 200 whose content can't be used.
Failure unusable_answer(std::string_view why);

/// The service's vectors are of another model or another length than those that it sent not long ago.
Failure other_vectors();

}  // namespace rmirror::meaning
