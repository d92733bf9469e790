// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/base64.hpp"

#include <sodium.h>

namespace rmirror::crypto {

namespace {

constexpr int kStandard = sodium_base64_VARIANT_ORIGINAL;
constexpr int kUrl = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

std::string written(std::string_view bytes, int variant)
{
    // libsodium also writes a terminating NUL.
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), reinterpret_cast<unsigned char const*>(bytes.data()),
                      bytes.size(), variant);
    text.pop_back();
    return text;
}

std::optional<std::string> parsed(std::string_view text, int variant)
{
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    auto const failed = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                          text.data(), text.size(), nullptr, &size, nullptr, variant);
    if (failed != 0)
        return std::nullopt;
    bytes.resize(size);
    return bytes;
}

}  // namespace

std::string base64(std::string_view bytes)
{
    return written(bytes, kStandard);
}

std::string base64url(std::string_view bytes)
{
    return written(bytes, kUrl);
}

std::optional<std::string> parse_base64(std::string_view text)
{
    return parsed(text, kStandard);
}

std::optional<std::string> parse_base64url(std::string_view text)
{
    return parsed(text, kUrl);
}

}  // namespace rmirror::crypto
