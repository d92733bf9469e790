// SPDX-License-Identifier: AGPL-3.0-or-later
// Secrets that we hand out and recognise again: drawn at random, kept only as their hash.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rmirror::crypto {

/// 256 bits from the kernel, as 43 characters of base64url.
std::string random_token();

/// `size` characters, each drawn evenly from the alphabet.
std::string random_text(std::size_t size, std::string_view alphabet);

/// What the database keeps of a random token: a token of 256 bits needs no slow hash.
std::string token_hash(std::string_view token);

/// Takes as long for values that differ early as for those that differ late. Sizes are no secret.
bool equal_in_constant_time(std::string_view left, std::string_view right);

}  // namespace rmirror::crypto
