// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads v6 blocks: one function per block type, listed in a table in the .cpp.
#pragma once

#include "format/v6_tree.hpp"

namespace rmirror::v6 {

struct BlockHeader {
    std::uint32_t size = 0;  // of the payload, bytes
    std::uint8_t min_version = 0;
    std::uint8_t version = 0;
    std::uint8_t type = 0;
};

/// Adds one block to the tree. An unknown or damaged block becomes an UnreadablePart. Error: only too_large.
Result<Done> read_block(Tree& tree, BlockHeader const& header, Bytes payload);

}  // namespace rmirror::v6
