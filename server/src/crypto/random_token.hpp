// SPDX-License-Identifier: AGPL-3.0-or-later
// Random secrets that this server issues, stored only as hashes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rmirror::crypto {

/// 256 bits from the kernel, as 43 characters of base64url.
std::string random_token();
/// Whether the text has the form of such a token.
bool is_random_token(std::string_view text);

/// `size` characters, each chosen uniformly from `alphabet`.
std::string random_text(std::size_t size, std::string_view alphabet);

/// The hash under which the database stores a random token. A token of 256 bits needs no slow hash.
std::string token_hash(std::string_view token);

/// Compares in a time that doesn't depend on where the values differ. Their sizes aren't secret.
bool equal_in_constant_time(std::string_view left, std::string_view right);

}  // namespace rmirror::crypto
