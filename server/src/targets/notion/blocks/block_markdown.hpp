// SPDX-License-Identifier: AGPL-3.0-or-later
// Markdown out of blocks: the way back of markdown_blocks.hpp.
#pragma once

#include "targets/notion/blocks/block.hpp"

namespace rmirror::targets::notion {

/// An empty line between blocks, none between items of a list; a backslash only where something would be a
/// mark.
std::string markdown_of(std::vector<Block> const& blocks);

}  // namespace rmirror::targets::notion
