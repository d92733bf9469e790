// SPDX-License-Identifier: AGPL-3.0-or-later
// Huffman codes for Deflate: limited in length, and canonical.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace rmirror {

/// Bits per symbol, 0 for symbols that don't occur. The code is complete if any symbol occurs: a single
/// symbol gets a partner, because decoders reject incomplete codes.
std::vector<std::uint8_t> code_lengths(std::span<std::uint32_t const> counts, int longest);

/// The canonical code of each symbol, with its first bit lowest, as Deflate stores it.
std::vector<std::uint16_t> codes_for(std::span<std::uint8_t const> lengths);

}  // namespace rmirror
