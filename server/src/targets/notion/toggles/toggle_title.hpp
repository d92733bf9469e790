// SPDX-License-Identifier: AGPL-3.0-or-later
// The title of a page's toggle, which identifies it as the server's.
#pragma once

#include "targets/notion/blocks/block.hpp"
#include "targets/target_context.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <string_view>

namespace rmirror::targets::notion {

/// "Page 3", linked to the page on the dashboard. The page's id in the link identifies the toggle.
Spans title_of(TargetContext const& context, std::string_view notebook_uuid, std::string_view page_uuid,
               std::size_t number);

/// Whether the block is the page's toggle, whatever the dashboard's address was.
bool is_toggle_of(boost::json::object const& read, std::string_view page_uuid);

/// 3 for a toggle "Page 3"; 0 for any other title, such as one that the user wrote.
std::size_t number_shown(boost::json::object const& read);

/// 3 for a toggle "Page 3" without any link; 0 otherwise.
std::size_t number_in_title(boost::json::object const& read);

}  // namespace rmirror::targets::notion
