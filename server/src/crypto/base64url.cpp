// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/base64url.hpp"

#include <sodium.h>

namespace rmirror::crypto {

namespace {

constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

}  // namespace

std::string base64url(std::string_view bytes)
{
    // libsodium writes a final NUL as well.
    std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<unsigned char const*>(bytes.data()),
                      bytes.size(), kVariant);
    text.pop_back();
    return text;
}

std::optional<std::string> parse_base64url(std::string_view text)
{
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    auto const failed = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                          text.data(), text.size(), nullptr, &size, nullptr, kVariant);
    if (failed != 0)
        return std::nullopt;
    bytes.resize(size);
    return bytes;
}

}  // namespace rmirror::crypto
