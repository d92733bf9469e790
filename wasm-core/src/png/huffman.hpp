// SPDX-License-Identifier: AGPL-3.0-or-later
// Prefix codes as Deflate wants them: no longer than a limit, and canonical.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace rmirror {

/// Bits for each symbol, 0 for symbols that do not occur. Complete whenever any symbol occurs: a lone
/// symbol gets a partner, because decoders refuse codes with gaps.
std::vector<std::uint8_t> code_lengths(std::span<std::uint32_t const> counts, int longest);

/// The canonical code of each symbol, its first bit lowest, as Deflate writes them.
std::vector<std::uint16_t> codes_for(std::span<std::uint8_t const> lengths);

}  // namespace rmirror
