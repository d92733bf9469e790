// SPDX-License-Identifier: AGPL-3.0-or-later
// The title of a page's toggle, by which it is known as ours.
#pragma once

#include "targets/notion/blocks/block.hpp"
#include "targets/outside.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <string_view>

namespace rmirror::targets::notion {

/// "Page 3", which links to the page on the dashboard. By the page's id in the link the toggle is known as
/// ours.
Spans title_of(Outside const& outside, std::string_view notebook_uuid, std::string_view page_uuid,
               std::size_t number);

/// Whether the block that was read is the toggle of the page, whatever address the dashboard had.
bool is_toggle_of(boost::json::object const& read, std::string_view page_uuid);

/// 3 for a toggle "Page 3"; else 0, such as where the user wrote another title.
std::size_t number_shown(boost::json::object const& read);

/// 3 for a toggle "Page 3" without any link; else 0.
std::size_t number_in_title(boost::json::object const& read);

}  // namespace rmirror::targets::notion
