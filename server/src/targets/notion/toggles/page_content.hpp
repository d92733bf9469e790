// SPDX-License-Identifier: AGPL-3.0-or-later
// The wanted content of a page's toggle.
#pragma once

#include "targets/notion/blocks/block.hpp"

#include <boost/json/object.hpp>

#include <vector>

namespace rmirror::targets::notion {

/// Converts an item's content: the text, with the boxes of completed todos ticked, then a callout per
/// highlight.
std::vector<Block> blocks_of_page(boost::json::object const& content);

}  // namespace rmirror::targets::notion
