// SPDX-License-Identifier: AGPL-3.0-or-later
// The distance between two texts, for suggesting the right name after a typo.
#pragma once

#include <cstddef>
#include <string_view>

namespace rmirror {

/// Levenshtein distance: the number of bytes to insert, delete or replace. Takes time proportional to the
/// product of both lengths.
std::size_t edit_distance(std::string_view from, std::string_view to);

}  // namespace rmirror
