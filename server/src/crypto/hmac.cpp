// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/hmac.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <stdexcept>

namespace rmirror::crypto {

namespace {

constexpr std::size_t kBytes = 32;

}  // namespace

std::string hmac_sha256(Secret const& key, std::string_view message)
{
    std::string code(kBytes, '\0');
    auto const& bytes = key.reveal();
    auto const* const done = HMAC(EVP_sha256(), bytes.data(), static_cast<int>(bytes.size()),
                                  reinterpret_cast<unsigned char const*>(message.data()), message.size(),
                                  reinterpret_cast<unsigned char*>(code.data()), nullptr);
    if (!done)
        throw std::runtime_error("HMAC failed");
    return code;
}

}  // namespace rmirror::crypto
