// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/hmac.hpp"

#include "crypto/bytes_of.hpp"

#include <sodium.h>

namespace rmirror::crypto {

std::string hmac_sha256(Secret const& key, std::string_view message)
{
    std::string code(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes_of(key.reveal()), key.reveal().size());
    crypto_auth_hmacsha256_update(&state, bytes_of(message), message.size());
    crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char*>(code.data()));
    return code;
}

}  // namespace rmirror::crypto
