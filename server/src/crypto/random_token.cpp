// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/random_token.hpp"

#include "crypto/base64.hpp"
#include "hashing.hpp"

#include <sodium.h>

namespace rmirror::crypto {

namespace {

constexpr std::size_t kTokenBytes = 32;

}  // namespace

// randombytes_ functions don't need sodium_init(): they initialise themselves, and are thread-safe.
std::string random_token()
{
    std::string bytes(kTokenBytes, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return base64url(bytes);
}

bool is_random_token(std::string_view text)
{
    auto const bytes = parse_base64url(text);
    return bytes && bytes->size() == kTokenBytes;
}

std::string random_text(std::size_t size, std::string_view alphabet)
{
    std::string text(size, '\0');
    for (auto& letter : text)
        letter = alphabet[randombytes_uniform(static_cast<std::uint32_t>(alphabet.size()))];
    return text;
}

std::string token_hash(std::string_view token)
{
    return sha256_hex(token);
}

bool equal_in_constant_time(std::string_view left, std::string_view right)
{
    return left.size() == right.size() && sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

}  // namespace rmirror::crypto
