// SPDX-License-Identifier: AGPL-3.0-or-later
// Converts Markdown to blocks, in the dialect of shared/ocr/instructions.md.
#pragma once

#include "targets/notion/blocks/block.hpp"

#include <string_view>

namespace rmirror::targets::notion {

/// Each block is within Notion's limits for a single block (limits.hpp). Children may have any depth and
/// number.
std::vector<Block> blocks_of_markdown(std::string_view markdown);

}  // namespace rmirror::targets::notion
