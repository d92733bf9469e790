// SPDX-License-Identifier: AGPL-3.0-or-later
// The language of a text by its letters, for models that don't name it.
#pragma once

#include <string>
#include <string_view>

namespace rmirror::library {

/// The language, as a BCP 47 tag, that is written most in the script of most of the letters: Arabic for
/// Arabic letters, though it may be Persian. Empty for Latin, Cyrillic and other scripts that many languages
/// share, and for a text without letters. `text` is UTF-8.
std::string language_of_script(std::string_view text);

}  // namespace rmirror::library
