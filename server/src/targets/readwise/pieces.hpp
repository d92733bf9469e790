// SPDX-License-Identifier: AGPL-3.0-or-later
// Texts within the lengths that Readwise takes, which it counts in characters (code points).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets::readwise {

/// The text in pieces of at most `most` characters, which end between words where there are any; without the
/// blanks around each. None of a text that is nothing but blanks.
std::vector<std::string> pieces_of(std::string_view text, std::size_t most);

/// The text, or its beginning and "…".
std::string shortened(std::string_view text, std::size_t most);

}  // namespace rmirror::targets::readwise
