// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/base64.hpp"

#include <sodium.h>

namespace rmirror::crypto {

std::string base64(std::string_view bytes)
{
    // libsodium writes a final NUL as well.
    std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<unsigned char const*>(bytes.data()),
                      bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    text.pop_back();
    return text;
}

}  // namespace rmirror::crypto
