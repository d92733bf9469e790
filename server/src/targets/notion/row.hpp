// SPDX-License-Identifier: AGPL-3.0-or-later
// A row of a notebook in the database that a person chose: what records keep of it, and what it says.
#pragma once

#include "targets/standing.hpp"

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
    /// Among those of its notebook, from 1.
    std::size_t number = 1;
    /// It was found there, with whatever an earlier sync left in it.
    bool is_found = false;
    /// Somebody removed the first one, and this one was made in its place.
    bool is_second = false;
    /// When it was last said there that it is up to date, in seconds since 1970.
    std::int64_t stamped = 0;
    /// It has just been made, and is as it shall be. Records don't keep this.
    bool is_new = false;
};

/// As the record of an item tells it.
std::optional<Row> row_of(Remote const& remote);
/// The number of the row that an item stands in, or is to come back to.
std::optional<std::size_t> row_number_of(Remote const& remote);
/// What records keep of it.
boost::json::object metadata_of(Row const& row);

/// Whose row it is, by which it is found: its property UUID is that of the notebook, "UUID/2" in a further
/// row.
struct RowMark {
    std::string notebook_uuid;
    std::size_t number = 1;
};
std::string text_of(RowMark const& mark);
/// Nothing for a text that is no mark.
std::optional<RowMark> mark_of(std::string_view text);

/// Of `tags`, as a multi_select takes them: without commas, and none twice.
boost::json::array tag_options(boost::json::object const& facts);

/// What a property of type date holds: "2026-11-23", with a time or without.
boost::json::object date_property(std::string_view date);

boost::json::object properties_of(Standing const& standing, RowMark const& mark);
/// What may be said later than a change: how up to date the row is.
boost::json::object stamp_of(Standing const& standing, std::int64_t at, bool has_failed = false);

}  // namespace rmirror::targets::notion
