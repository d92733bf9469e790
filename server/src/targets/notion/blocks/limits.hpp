// SPDX-License-Identifier: AGPL-3.0-or-later
// Notion's limits: nothing is cut off, what exceeds one goes in further blocks or in further calls.
#pragma once

#include "targets/notion/blocks/block.hpp"

#include <cstddef>
#include <string_view>

namespace rmirror::targets::notion {

constexpr std::size_t kMostTextUnits = 2000;
constexpr std::size_t kMostFormulaUnits = 1000;
constexpr std::size_t kMostUrlUnits = 2000;
constexpr std::size_t kMostTextItems = 100;
constexpr std::size_t kMostCells = 100;
constexpr std::size_t kMostChildren = 100;
constexpr std::size_t kNestedLevels = 2;
constexpr std::size_t kMostBlocks = 1000;
/// 500 KB with all that stands around the blocks.
constexpr std::size_t kMostBytes = 490'000;

/// Blocks that Notion takes one by one: a text of too many items goes on in a block behind it, a link that
/// Notion refuses becomes text with its address, a formula that is too long the text of one. What is no UTF-8
/// is replaced.
std::vector<Block> within_limits(std::vector<Block> blocks);

}  // namespace rmirror::targets::notion
