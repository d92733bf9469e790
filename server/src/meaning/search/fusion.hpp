// SPDX-License-Identifier: AGPL-3.0-or-later
// Mixes what was found by words with what is near in meaning, by reciprocal rank fusion: a page counts
// 1/(60 + n) for being the n-th of a list.
#pragma once

#include "meaning/search/near_pages.hpp"
#include "search/search.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rmirror::meaning {

/// `SearchAnswer` of shared/openapi.yaml as JSON. `words` and `near` are of one or several people, whose near
/// pages are sorted here. `problem`: a sentence why nothing was searched for by meaning.
std::string fused_answer(std::vector<search::Found> words, std::vector<ShownPage> near, std::int64_t limit,
                         std::optional<std::string> const& problem);

}  // namespace rmirror::meaning
