// SPDX-License-Identifier: AGPL-3.0-or-later
// What scripts need done to texts, which are in UTF-8, and the engine can't or does too slowly.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::javascript {

/// Where each grapheme ends, counted in UTF-16 units as JavaScript does.
std::vector<std::uint32_t> grapheme_ends(std::string_view text);

/// The checksum of the vault's markers (shared/src/vault/checksum.ts): 12 hex digits.
std::string cyrb53(std::string_view text);

}  // namespace rmirror::javascript
