// SPDX-License-Identifier: AGPL-3.0-or-later
// One function for each v6 block type; a new type is one more row of the table in the .cpp.
#pragma once

#include "format/v6_tree.hpp"

namespace rmirror::v6 {

struct BlockHeader {
    std::uint32_t size = 0;  // of the payload, bytes
    std::uint8_t min_version = 0;
    std::uint8_t version = 0;
    std::uint8_t type = 0;
};

/// Adds one block to the tree. A block that is unknown or damaged becomes an UnreadablePart.
/// The only error is too_large.
Result<Done> read_block(Tree& tree, BlockHeader const& header, Bytes payload);

}  // namespace rmirror::v6
