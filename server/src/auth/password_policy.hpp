// SPDX-License-Identifier: AGPL-3.0-or-later
// Which passwords are too easy to guess. Length does most of it; no rules on kinds of characters (NIST SP
// 800-63B).
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace rmirror::auth {

// In characters.
constexpr std::size_t kLeastPassword = 10;
constexpr std::size_t kMostPassword = 256;

/// Nothing when the password will do; otherwise what it must be, to stand behind "It must ". The length is
/// the caller's to check.
std::optional<std::string_view> fault_of_password(std::string_view password, std::string_view email);

}  // namespace rmirror::auth
