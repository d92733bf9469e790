// SPDX-License-Identifier: AGPL-3.0-or-later
// The rows of a notebook: one, and further ones beyond so many pages
// (docs/decisions/0051-rows-and-blocks-in-notion.md).
#pragma once

#include "targets/notion/api.hpp"
#include "targets/notion/row.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>

namespace rmirror::targets::notion {

/// By their numbers.
using KnownRows = std::map<std::size_t, Row>;

/// As records tell them.
KnownRows known_rows(Standing const& standing);

/// What keeps the database from taking rows, or nothing.
std::optional<Ending> check_source(Api& api, std::string const& source);

class Rows {
public:
    Rows(Outside& outside, std::string notebook_uuid);

    /// Those that are there, as far as it is known.
    KnownRows const& known() const { return known_; }
    Row& at(std::size_t number) { return known_.at(number); }
    /// Records tell less.
    bool has_news() const { return has_news_; }
    /// What records of the notebook itself keep: the first row, and the further ones.
    Remote remote() const;

    /// Finds those as well that no record tells of: once, by a query.
    std::optional<Ending> look();
    /// The same where something may have been made that no record tells of.
    std::optional<Ending> find();
    /// Makes the row unless it is there. Then at() has it.
    std::optional<Ending> open(std::size_t number);
    /// Another one in the place of one that somebody removed.
    std::optional<Ending> make_again(std::size_t number);
    Answered<bool> is_removed(Row const& row);
    /// All that it says of the notebook.
    std::optional<Ending> update(Row& row);
    /// Whether that it is up to date was said too long ago to be believed.
    static bool is_stale(Row const& row);
    /// Says that the row is up to date as of now, or that something of it failed.
    std::optional<Ending> stamp(Row& row, bool has_failed);

private:
    std::optional<Ending> query();
    std::optional<Ending> make(std::size_t number);
    std::optional<Ending> patch(Row const& row, boost::json::object const& properties);
    Object ask(std::string_view method, std::string const& path, boost::json::object const& body);

    Api api_;
    std::string source_;
    Standing const& standing_;
    std::string notebook_uuid_;
    KnownRows known_;
    bool has_looked_ = false;
    bool has_news_ = false;
};

}  // namespace rmirror::targets::notion
