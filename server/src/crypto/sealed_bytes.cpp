// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/sealed_bytes.hpp"

#include <sodium.h>

#include <stdexcept>

namespace rmirror::crypto {

namespace {

constexpr char kVersion = 1;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kHeadBytes = 1 + kNonceBytes;
static_assert(kSealKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

unsigned char const* bytes_of(std::string_view text)
{
    return reinterpret_cast<unsigned char const*>(text.data());
}

unsigned char* bytes_of(std::string& text, std::size_t offset)
{
    return reinterpret_cast<unsigned char*>(text.data()) + offset;
}

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
    std::string sealed(kHeadBytes + content.size() + kTagBytes, '\0');
    sealed[0] = kVersion;
    ::randombytes_buf(bytes_of(sealed, 1), kNonceBytes);
    ::crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(sealed, kHeadBytes), nullptr, bytes_of(content),
                                                 content.size(), bytes_of(name), name.size(), nullptr,
                                                 bytes_of(sealed, 1), key_bytes);
    return sealed;
}

std::optional<std::string> open_bytes(Secret const& key, std::string_view name, std::string_view sealed)
{
    auto const* const key_bytes = expect_key(key);
    if (sealed.size() < kHeadBytes + kTagBytes || sealed[0] != kVersion)
        return std::nullopt;
    std::string content(sealed.size() - kHeadBytes - kTagBytes, '\0');
    auto const text = sealed.substr(kHeadBytes);
    bool const is_genuine = ::crypto_aead_xchacha20poly1305_ietf_decrypt(
                                bytes_of(content, 0), nullptr, nullptr, bytes_of(text), text.size(),
                                bytes_of(name), name.size(), bytes_of(sealed.substr(1)), key_bytes) == 0;
    return is_genuine ? std::optional(std::move(content)) : std::nullopt;
}

}  // namespace rmirror::crypto
