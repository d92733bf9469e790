// SPDX-License-Identifier: AGPL-3.0-or-later
// A notebook's row in the database that the user selected: its record and its properties.
#pragma once

#include "targets/item_states.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::targets::notion {

struct Row {
    std::string id;
    /// Among the notebook's rows, from 1.
    std::size_t number = 1;
    /// It was found at Notion, with whatever an earlier sync left in it.
    bool is_found = false;
    /// It replaces a row that the user removed.
    bool was_recreated = false;
    /// When its "Synced At" was last written, in Unix time.
    std::int64_t stamped = 0;
    /// It has just been made and is up to date. Not recorded.
    bool is_new = false;
};

/// Reads the row from an item's record.
std::optional<Row> row_of(Remote const& remote);
/// The number of the row that an item is in, or must return to.
std::optional<std::size_t> row_number_of(Remote const& remote);
/// The row's part of a record's metadata.
boost::json::object metadata_of(Row const& row);

/// Identifies a row by its property UUID: the notebook's UUID, or "UUID/2" in a further row.
struct RowKey {
    std::string notebook_uuid;
    std::size_t number = 1;
};
std::string text_of(RowKey const& mark);
/// nullopt if the text isn't a mark.
std::optional<RowKey> parse_row_key(std::string_view text);

/// `tags` as options of a multi_select: without commas or duplicates.
boost::json::array tag_options(boost::json::object const& facts);

/// The value of a date property; `date` is "2026-11-23", with or without a time.
boost::json::object date_property(std::string_view date);

/// All properties of a notebook's row.
boost::json::object properties_of(NotebookState const& notebook_state, RowKey const& mark);
/// The properties that say how up to date the row is. They may be written later than a change. `at` is Unix
/// time.
boost::json::object sync_properties(NotebookState const& notebook_state, std::int64_t at,
                                    bool has_failed = false);

}  // namespace rmirror::targets::notion
