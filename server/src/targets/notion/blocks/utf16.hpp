// SPDX-License-Identifier: AGPL-3.0-or-later
// UTF-8 text as Notion counts it: in UTF-16 code units, of which an emoji takes two.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rmirror::targets::notion {

std::size_t utf16_units(std::string_view utf8);

/// Where the first `most` units end, in bytes: never within a character.
std::size_t end_of_units(std::string_view utf8, std::size_t most);

/// Valid UTF-8: what is not, lone surrogates and control characters are replaced by U+FFFD. Lines end in
/// "\n".
std::string clean_text(std::string_view bytes);

}  // namespace rmirror::targets::notion
