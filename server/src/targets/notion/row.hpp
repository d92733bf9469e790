// SPDX-License-Identifier: AGPL-3.0-or-later
// The row of a notebook in the database that a person chose.
#pragma once

#include "targets/notion/api.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::targets::notion {

struct Row {
    std::string id;
    /// It was found there, with whatever an earlier sync left in it.
    bool is_found = false;
    /// Somebody removed the first one, and this one was made in its place.
    bool is_second = false;
    /// When it was last said there that it is up to date, in seconds since 1970.
    std::int64_t stamped = 0;
};

/// As a record tells it, or those of all items.
std::optional<Row> row_of(Remote const& remote);
std::optional<Row> known_row(Standing const& standing);
/// What records keep of it.
boost::json::object metadata_of(Row const& row);

/// Of `tags`, as a multi_select takes them: without commas, and none twice.
boost::json::array tag_options(boost::json::object const& facts);

/// What a property of type date holds: "2026-11-23", with a time or without.
boost::json::object date_property(std::string_view date);

/// Of a metadata's content, or of the context of another item.
boost::json::object properties_of(boost::json::object const& facts, std::string const& notebook_uuid,
                                  Standing const& standing);
/// What may be said later than a change: how up to date the row is.
boost::json::object stamp_of(Standing const& standing, std::int64_t at, bool has_failed = false);

class Rows {
public:
    explicit Rows(Outside& outside)
        : api_(outside), source_(outside.setting("data_source")), standing_(outside.standing())
    {}

    /// The row that is there, by its records or by its UUID; nothing where there is none.
    Answered<std::optional<Row>> find(Delivery const& item);
    /// The same, whatever records say.
    Answered<std::optional<Row>> look_for(Delivery const& item);
    /// The row that is there, or a new one.
    Answered<Row> row_for(Delivery const& item);
    Answered<Row> make(Delivery const& item);
    /// Whether somebody removed it.
    Answered<bool> is_removed(Row const& row);
    std::optional<Ending> update(Row& row, Delivery const& item);
    /// Whether that it is up to date was said too long ago to be believed.
    static bool is_stale(Row const& row);
    /// Says that the row is up to date as of now, or that something of it failed.
    std::optional<Ending> stamp(Row& row, bool has_failed);
    /// What keeps the database from taking rows, or nothing.
    std::optional<Ending> check_source();

private:
    std::optional<Ending> explained(Object const& answer);

    Api api_;
    std::string source_;
    Standing const& standing_;
};

}  // namespace rmirror::targets::notion
