// SPDX-License-Identifier: AGPL-3.0-or-later
// The properties that a database needs for notebooks to be mirrored in it.
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
    std::string found_type;  // Of another property by the name; empty where there is none.
};

/// `data_source`: as Notion tells it.
std::vector<MissingProperty> missing_properties(boost::json::object const& data_source,
                                                std::span<RowProperty const> needed = kRowProperties);

/// "Tags (multi_select), Pages (number)"
std::string listed(std::vector<MissingProperty> const& missing);

/// For a database that is made.
boost::json::object schema_of(std::span<RowProperty const> properties = kRowProperties);

}  // namespace rmirror::notion
