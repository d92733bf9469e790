// SPDX-License-Identifier: AGPL-3.0-or-later
// Normalises texts, so that equal texts have equal bytes.
#pragma once

#include <string>
#include <string_view>

namespace rmirror::library {

/// Unicode NFC of a text that is UTF-8 without NUL.
std::string nfc(std::string_view text);

}  // namespace rmirror::library
