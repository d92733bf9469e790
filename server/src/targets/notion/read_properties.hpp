// SPDX-License-Identifier: AGPL-3.0-or-later
// What the properties of a row say that was read.
#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace rmirror::targets::notion {

/// Its value, of its own type; none where it is missing or empty.
boost::json::object const* property_of(boost::json::object const& page, std::string_view name);

/// Of a property of type rich_text; empty for any other.
std::string text_in(boost::json::object const& page, std::string_view name);

}  // namespace rmirror::targets::notion
