// SPDX-License-Identifier: AGPL-3.0-or-later
// Blocks out of Markdown, in the dialect of shared/ocr/instructions.md.
#pragma once

#include "targets/notion/blocks/block.hpp"

#include <string_view>

namespace rmirror::targets::notion {

/// Every block within Notion's limits for one (limits.hpp); children of any depth and number.
std::vector<Block> blocks_of_markdown(std::string_view markdown);

}  // namespace rmirror::targets::notion
