// SPDX-License-Identifier: AGPL-3.0-or-later
// UTF-8 decoding and repair. Text in files may be malformed; everything that the readers return is valid
// UTF-8.
#pragma once

#include "base/bytes.hpp"

#include <string>
#include <vector>

namespace rmirror {

/// Decodes to code points, with one U+FFFD for each maximal invalid sequence, surrogate or value beyond
/// U+10FFFF.
std::vector<char32_t> decode_utf8(Bytes bytes);

void append_utf8(std::string& text, char32_t code_point);

/// The same text with each invalid sequence replaced by U+FFFD.
std::string repair_utf8(Bytes bytes);

}  // namespace rmirror
