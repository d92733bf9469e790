// SPDX-License-Identifier: AGPL-3.0-or-later
// Lenient access to a service's JSON: a missing member or one of another type yields nullopt, nullptr, "" or
// 0.
#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::ocr {

std::optional<boost::json::object> object_in(std::string_view text);
boost::json::object const* object_at(boost::json::object const* object, boost::json::string_view name);
std::string text_at(boost::json::object const* object, boost::json::string_view name);
std::uint64_t count_at(boost::json::object const* object, boost::json::string_view name);

}  // namespace rmirror::ocr
