// SPDX-License-Identifier: AGPL-3.0-or-later
// The language of a notebook's handwriting, as its owner sets it: a hint for whoever transcribes it.
#pragma once

#include "library/work.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::library {

/// Of a BCP 47 tag, in letters.
constexpr std::size_t kMaxLanguageTag = 35;

/// Whether it has the form of a BCP 47 tag, such as "he" or "zh-Hant".
bool is_language_tag(std::string_view text);

/// Nullopt: the language isn't known. Returns false if the user has no such notebook.
bool set_notebook_language(LibraryWork& work, std::string const& notebook_uuid,
                           std::optional<std::string> const& language);

}  // namespace rmirror::library
