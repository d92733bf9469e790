// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/client/read_properties.hpp"

#include "crypto/json_member.hpp"
#include "targets/notion/blocks/block_json.hpp"

namespace rmirror::targets::notion {

boost::json::object const* property_of(boost::json::object const& page, std::string_view name)
{
    auto const* const properties = crypto::object_member(page, "properties");
    return properties ? crypto::object_member(*properties, name) : nullptr;
}

std::string text_in(boost::json::object const& page, std::string_view name)
{
    auto const* const property = property_of(page, name);
    auto const* const text = property ? crypto::array_member(*property, "rich_text") : nullptr;
    return text ? plain_text(spans_of(*text)) : "";
}

}  // namespace rmirror::targets::notion
