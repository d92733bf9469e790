// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading Notion's objects, of which anything may be missing.
#pragma once

#include "crypto/json_member.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace rmirror::notion {

inline boost::json::object const* object_at(boost::json::object const& object, std::string_view name)
{
    auto const* const member = object.if_contains(boost::json::string_view(name.data(), name.size()));
    return member ? member->if_object() : nullptr;
}

inline boost::json::array const* array_at(boost::json::object const& object, std::string_view name)
{
    auto const* const member = object.if_contains(boost::json::string_view(name.data(), name.size()));
    return member ? member->if_array() : nullptr;
}

/// Of a member that is rich text, without what makes it rich.
inline std::string plain_text(boost::json::object const& object, std::string_view name)
{
    std::string text;
    auto const* const parts = array_at(object, name);
    if (!parts)
        return text;
    for (auto const& part : *parts)
        if (auto const* const piece = part.if_object())
            text += crypto::text_member(*piece, "plain_text");
    return text;
}

}  // namespace rmirror::notion
