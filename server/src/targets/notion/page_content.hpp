// SPDX-License-Identifier: AGPL-3.0-or-later
// What a page's toggle shall hold.
#pragma once

#include "targets/notion/blocks/block.hpp"

#include <boost/json/object.hpp>

#include <vector>

namespace rmirror::targets::notion {

/// Of an item's content: its text, with boxes ticked for what has been done, then its highlights, a callout
/// each.
std::vector<Block> blocks_of_page(boost::json::object const& content);

}  // namespace rmirror::targets::notion
