// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads members of JSON from Readwise or from a record. A missing member, or one of another type, reads as 0
// or an empty string.
#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace rmirror::targets::readwise {

inline std::int64_t number_at(boost::json::object const& object, std::string_view name)
{
    auto const* const value = object.if_contains(name);
    return value && value->is_int64() ? value->as_int64() : 0;
}

inline std::string text_at(boost::json::object const& object, std::string_view name)
{
    auto const* const value = object.if_contains(name);
    return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

}  // namespace rmirror::targets::readwise
