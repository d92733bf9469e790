// SPDX-License-Identifier: AGPL-3.0-or-later
// Converts blocks to and from the JSON of Notion's API (2025-09-03).
#pragma once

#include "targets/notion/blocks/block.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string_view>

namespace rmirror::targets::notion {

/// Such as "to_do" or "bulleted_list_item"; empty for a kind that the server never writes.
std::string_view type_of(BlockKind kind);
BlockKind kind_of(std::string_view type);

/// Rich text items of at most 2,000 UTF-16 code units each; 1,000 for a formula.
boost::json::array json_of(Spans const& spans);

/// A block to append, without its children.
boost::json::object json_of(Block const& block);

/// The body of a PATCH that gives a block of the same kind this content.
boost::json::object patch_of(Block const& block);

/// Adds children to a block from json_of().
void add_children(boost::json::object& block, boost::json::array children);

Spans spans_of(boost::json::array const& rich_text);

/// Reads a block from a list, without its children.
Block block_of(boost::json::object const& read);

}  // namespace rmirror::targets::notion
