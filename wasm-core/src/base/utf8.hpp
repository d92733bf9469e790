// SPDX-License-Identifier: AGPL-3.0-or-later
// Text out of files is not always text: everything that leaves the readers is valid UTF-8.
#pragma once

#include "base/bytes.hpp"

#include <string>
#include <vector>

namespace rmirror {

/// One U+FFFD for each maximal broken sequence, surrogate or value beyond U+10FFFF.
std::vector<char32_t> decode_utf8(Bytes bytes);

void append_utf8(std::string& text, char32_t code_point);

/// The same text, broken sequences replaced.
std::string repair_utf8(Bytes bytes);

}  // namespace rmirror
