// SPDX-License-Identifier: AGPL-3.0-or-later
// UTF-8 text in Notion's unit of length: UTF-16 code units, of which an emoji takes two.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rmirror::targets::notion {

std::size_t utf16_units(std::string_view utf8);

/// The byte offset at which the first `max` units end; never within a character.
std::size_t end_of_units(std::string_view utf8, std::size_t max);

/// Returns valid UTF-8 with "\n" line ends. Invalid bytes, lone surrogates and control characters become
/// U+FFFD.
std::string clean_text(std::string_view bytes);

}  // namespace rmirror::targets::notion
