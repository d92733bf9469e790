// SPDX-License-Identifier: AGPL-3.0-or-later
// Rejects passwords that are too easy to guess. Length matters most; there are no rules on kinds of
// characters (NIST SP 800-63B).
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace rmirror::auth {

// In characters.
constexpr std::size_t kMinPassword = 10;
constexpr std::size_t kMaxPassword = 256;

/// nullopt if the password is acceptable; otherwise what it must be, to follow "It must ". The caller checks
/// the length.
std::optional<std::string_view> password_error(std::string_view password, std::string_view email);

}  // namespace rmirror::auth
