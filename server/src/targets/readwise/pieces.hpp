// SPDX-License-Identifier: AGPL-3.0-or-later
// Splits texts to the lengths that Readwise accepts, which it counts in characters (code points).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets::readwise {

/// Splits the text into pieces of at most `max` characters, between words where possible, and trims each.
/// Returns none for a blank text.
std::vector<std::string> pieces_of(std::string_view text, std::size_t max);

/// The text, cut to `max` characters with "…" at its end if it's longer.
std::string shortened(std::string_view text, std::size_t max);

}  // namespace rmirror::targets::readwise
