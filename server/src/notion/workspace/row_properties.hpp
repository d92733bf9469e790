// SPDX-License-Identifier: AGPL-3.0-or-later
// The properties that a Notion database needs to mirror notebooks.
#pragma once

#include <boost/json/object.hpp>

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::notion {

struct RowProperty {
    std::string_view name;
    std::string_view type;
};

inline constexpr std::array kRowProperties = {
    RowProperty{"Name", "title"},       RowProperty{"UUID", "rich_text"},
    RowProperty{"Path", "rich_text"},   RowProperty{"Tags", "multi_select"},
    RowProperty{"Pages", "number"},     RowProperty{"Type", "select"},
    RowProperty{"Last Opened", "date"}, RowProperty{"Last Modified", "date"},
    RowProperty{"Synced At", "date"},   RowProperty{"Status", "select"},
};

struct MissingProperty {
    RowProperty wanted;
    std::string found_type;  // Type of an existing property with this name; empty if there is none.
};

/// `data_source` is Notion's data source object.
std::vector<MissingProperty> missing_properties(boost::json::object const& data_source,
                                                std::span<RowProperty const> needed = kRowProperties);

/// For messages: "Tags (multi_select), Pages (number)".
std::string listed(std::vector<MissingProperty> const& missing);

/// Property schema in the form that Notion's create and update calls expect.
boost::json::object schema_of(std::span<RowProperty const> properties = kRowProperties);

}  // namespace rmirror::notion
