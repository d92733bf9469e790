// SPDX-License-Identifier: AGPL-3.0-or-later
// Notion's limits. Nothing is cut off: what exceeds a limit goes into further blocks or further calls.
#pragma once

#include "targets/notion/blocks/block.hpp"

#include <cstddef>
#include <string_view>

namespace rmirror::targets::notion {

constexpr std::size_t kMaxTextUnits = 2000;
constexpr std::size_t kMaxFormulaUnits = 1000;
constexpr std::size_t kMaxUrlUnits = 2000;
constexpr std::size_t kMaxTextItems = 100;
constexpr std::size_t kMaxCells = 100;
constexpr std::size_t kMaxChildren = 100;
constexpr std::size_t kNestedLevels = 2;
constexpr std::size_t kMaxBlocks = 1000;
/// Notion's limit is 500 KB, including the JSON around the blocks.
constexpr std::size_t kMaxBytes = 490'000;

/// Makes each block acceptable to Notion: text with too many items continues in a following block, a link
/// that Notion would refuse becomes text with its address, a formula that is too long becomes code. Invalid
/// UTF-8 is replaced.
std::vector<Block> within_limits(std::vector<Block> blocks);

}  // namespace rmirror::targets::notion
