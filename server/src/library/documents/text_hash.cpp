// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/documents/text_hash.hpp"

#include "library/nfc.hpp"
#include "text_fingerprint.hpp"

#include <stdexcept>

namespace rmirror::library {

std::string text_hash(std::string_view text)
{
    std::string why;
    auto hash = text_fingerprint({{"kind", "page_text"}, {"text", nfc(normalise_text(text))}}, why);
    if (!hash)
        throw std::logic_error("a page's text has no fingerprint: " + why);
    return *hash;
}

}  // namespace rmirror::library
