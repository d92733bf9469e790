// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/sealed_bytes.hpp"

#include "crypto/bytes_of.hpp"

#include <sodium.h>

#include <stdexcept>

namespace rmirror::crypto {

namespace {

constexpr char kSealVersion = 1;
constexpr std::size_t kSealNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kSealTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kSealHeadBytes = 1 + kSealNonceBytes;
static_assert(kSealKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

unsigned char const* expect_key(Secret const& key)
{
    if (key.reveal().size() != kSealKeyBytes || ::sodium_init() < 0)
        throw std::logic_error("a key must have 32 bytes");
    return bytes_of(key.reveal());
}

}  // namespace

std::string seal_bytes(Secret const& key, std::string_view name, std::string_view content)
{
    auto const* const key_bytes = expect_key(key);
    std::string sealed(kSealHeadBytes + content.size() + kSealTagBytes, '\0');
    sealed[0] = kSealVersion;
    ::randombytes_buf(bytes_of(sealed) + 1, kSealNonceBytes);
    ::crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(sealed) + kSealHeadBytes, nullptr,
                                                 bytes_of(content), content.size(), bytes_of(name),
                                                 name.size(), nullptr, bytes_of(sealed) + 1, key_bytes);
    return sealed;
}

std::optional<std::string> open_bytes(Secret const& key, std::string_view name, std::string_view sealed)
{
    auto const* const key_bytes = expect_key(key);
    if (sealed.size() < kSealHeadBytes + kSealTagBytes || sealed[0] != kSealVersion)
        return std::nullopt;
    std::string content(sealed.size() - kSealHeadBytes - kSealTagBytes, '\0');
    auto const text = sealed.substr(kSealHeadBytes);
    bool const is_genuine = ::crypto_aead_xchacha20poly1305_ietf_decrypt(
                                bytes_of(content), nullptr, nullptr, bytes_of(text), text.size(),
                                bytes_of(name), name.size(), bytes_of(sealed.substr(1)), key_bytes) == 0;
    return is_genuine ? std::optional(std::move(content)) : std::nullopt;
}

}  // namespace rmirror::crypto
