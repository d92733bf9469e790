// SPDX-License-Identifier: AGPL-3.0-or-later
// Blocks as Notion's API has them (2025-09-03).
#pragma once

#include "targets/notion/blocks/block.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string_view>

namespace rmirror::targets::notion {

/// "to_do", "bulleted_list_item"; nothing for a kind that we never write.
std::string_view type_of(BlockKind kind);
BlockKind kind_of(std::string_view type);

/// Rich text in items of at most 2,000 UTF-16 units each.
boost::json::array json_of(Spans const& spans);

/// As it is appended, without its children.
boost::json::object json_of(Block const& block);

/// The body of a PATCH that makes a block of the same kind say what this one says.
boost::json::object patch_of(Block const& block);

/// Puts children into what json_of() made.
void add_children(boost::json::object& block, boost::json::array children);

Spans spans_of(boost::json::array const& rich_text);

/// A block as Notion lists it, without its children.
Block block_of(boost::json::object const& read);

}  // namespace rmirror::targets::notion
