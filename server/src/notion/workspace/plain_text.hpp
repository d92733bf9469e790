// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads Notion's rich text as plain text.
#pragma once

#include "crypto/json_member.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace rmirror::notion {

/// Concatenates the `plain_text` of a rich-text member; empty if there is no such array.
inline std::string plain_text(boost::json::object const& object, std::string_view name)
{
    std::string text;
    auto const* const parts = crypto::array_member(object, name);
    if (!parts)
        return text;
    for (auto const& part : *parts)
        if (auto const* const piece = part.if_object())
            text += crypto::text_member(*piece, "plain_text");
    return text;
}

}  // namespace rmirror::notion
