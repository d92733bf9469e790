// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/workspace/row_properties.hpp"

#include "crypto/json_member.hpp"

namespace rmirror::notion {

namespace json = boost::json;

std::vector<MissingProperty> missing_properties(json::object const& data_source,
                                                std::span<RowProperty const> needed)
{
    auto const* const properties = crypto::object_member(data_source, "properties");
    std::vector<MissingProperty> missing;
    for (auto const& wanted : needed) {
        auto const* const found = properties ? crypto::object_member(*properties, wanted.name) : nullptr;
        auto const type = found ? crypto::text_member(*found, "type") : std::string_view();
        if (type != wanted.type)
            missing.push_back({wanted, std::string(type)});
    }
    return missing;
}

std::string listed(std::vector<MissingProperty> const& missing)
{
    std::string list;
    for (auto const& [wanted, found_type] : missing)
        list += (list.empty() ? "" : ", ") + std::string(wanted.name) + " (" + std::string(wanted.type) + ")";
    return list;
}

json::object schema_of(std::span<RowProperty const> properties)
{
    json::object schema;
    for (auto const& [name, type] : properties)
        schema[json::string_view(name.data(), name.size())] =
            json::object{{json::string_view(type.data(), type.size()), json::object()}};
    return schema;
}

}  // namespace rmirror::notion
