// SPDX-License-Identifier: AGPL-3.0-or-later
// Text out of JSON that others wrote.
#pragma once

#include <boost/json/object.hpp>

#include <string_view>

namespace rmirror::crypto {

/// Empty when the member is absent or no text.
inline std::string_view text_member(boost::json::object const& object, std::string_view name)
{
    auto const* const value = object.if_contains(boost::json::string_view(name.data(), name.size()));
    if (!value || !value->is_string())
        return {};
    return {value->get_string().data(), value->get_string().size()};
}

}  // namespace rmirror::crypto
