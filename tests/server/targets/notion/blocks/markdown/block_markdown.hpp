// SPDX-License-Identifier: AGPL-3.0-or-later
// Converts blocks to Markdown, the inverse of markdown_blocks.hpp.
#pragma once

#include "targets/notion/blocks/block.hpp"

namespace rmirror::targets::notion {

/// Puts an empty line between blocks, but not between list items. Escapes only what would be read as a mark.
std::string markdown_of(std::vector<Block> const& blocks);

}  // namespace rmirror::targets::notion
