// SPDX-License-Identifier: AGPL-3.0-or-later
// What a person makes of highlights: a corrected text, and a note; a pen mark that wasn't meant as a
// highlight is rejected. All of it stays when a device sends the highlight again, the corrected text as long
// as the highlighted one is the same.
#pragma once

#include "library/work.hpp"

#include <optional>
#include <string>

namespace rmirror::library {

/// Text in characters, as the schema allows it.
constexpr std::size_t kMaxHighlightText = 100'000;

struct HighlightChange {
    bool has_corrected_text = false;            // Otherwise the corrected text stays as it is.
    std::optional<std::string> corrected_text;  // nullopt: the highlighted text is right.
    std::optional<std::string> note;            // nullopt: it stays as it is.
    std::optional<bool> is_rejected;            // Of pen marks; nullopt: it stays as it is.
};

/// `Highlight` of shared/openapi.yaml as it is now; nullopt if there is no such highlight, or if what is to
/// be rejected isn't a pen mark.
std::optional<std::string> change_highlight(LibraryWork& work, std::string const& highlight_id,
                                            HighlightChange const& change);

}  // namespace rmirror::library
