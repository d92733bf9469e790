// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads members of JSON from other parties, any of which may be missing.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string_view>

namespace rmirror::crypto {

inline boost::json::value const* member_of(boost::json::object const& object, std::string_view name)
{
    return object.if_contains(boost::json::string_view(name.data(), name.size()));
}

/// Empty if the member is absent or isn't a string.
inline std::string_view text_member(boost::json::object const& object, std::string_view name)
{
    auto const* const value = member_of(object, name);
    if (!value || !value->is_string())
        return {};
    return {value->get_string().data(), value->get_string().size()};
}

/// Null if the member is absent or isn't an object.
inline boost::json::object const* object_member(boost::json::object const& object, std::string_view name)
{
    auto const* const value = member_of(object, name);
    return value ? value->if_object() : nullptr;
}

/// Null if the member is absent or isn't an array.
inline boost::json::array const* array_member(boost::json::object const& object, std::string_view name)
{
    auto const* const value = member_of(object, name);
    return value ? value->if_array() : nullptr;
}

/// False if the member is absent or isn't a boolean.
inline bool flag_member(boost::json::object const& object, std::string_view name)
{
    auto const* const value = member_of(object, name);
    return value && value->is_bool() && value->get_bool();
}

}  // namespace rmirror::crypto
