// SPDX-License-Identifier: AGPL-3.0-or-later
// How far two texts are from each other.
#pragma once

#include <cstddef>
#include <string_view>

namespace rmirror {

/// How many bytes must be put in, taken out or changed (Levenshtein). It costs the product of both lengths.
std::size_t edit_distance(std::string_view from, std::string_view to);

}  // namespace rmirror
