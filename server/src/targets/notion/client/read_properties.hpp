// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads properties of a row.
#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace rmirror::targets::notion {

/// The property's value, an object of its type; null if it is missing or empty.
boost::json::object const* property_of(boost::json::object const& page, std::string_view name);

/// The text of a rich_text property; empty for any other.
std::string text_in(boost::json::object const& page, std::string_view name);

}  // namespace rmirror::targets::notion
