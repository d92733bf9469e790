// SPDX-License-Identifier: AGPL-3.0-or-later
// The rows of a notebook: one, and further ones for long notebooks
// (docs/decisions/0051-rows-and-blocks-in-notion.md).
#pragma once

#include "targets/notion/client/api.hpp"
#include "targets/notion/rows/row.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>

namespace rmirror::targets::notion {

/// By row number.
using KnownRows = std::map<std::size_t, Row>;

/// The rows that the records name.
KnownRows known_rows(NotebookState const& notebook_state);

/// The reason why the database accepts no rows, if any.
std::optional<DeliveryResult> check_source(Api& api, std::string const& source);

class Rows {
public:
    Rows(TargetContext& context, std::string notebook_uuid);

    /// The existing rows, as far as known.
    KnownRows const& known() const { return known_; }
    Row& at(std::size_t number) { return known_.at(number); }
    /// Whether known() has more than the records.
    bool has_unrecorded() const { return has_news_; }
    /// What the notebook's own records store: the first row and the further ones.
    Remote remote() const;

    /// Finds rows that aren't recorded, with one query per object.
    std::optional<DeliveryResult> query_once();
    /// As query_once(), but only if there may be rows that aren't recorded.
    std::optional<DeliveryResult> find();
    /// As query_once(), in another data source, which may be gone.
    std::optional<DeliveryResult> look_in(std::string const& source);
    /// Creates the row unless it exists. at() then returns it.
    std::optional<DeliveryResult> open(std::size_t number);
    /// Replaces a row that the user removed.
    std::optional<DeliveryResult> recreate(std::size_t number);
    Answered<bool> is_removed(Row const& row);
    /// Writes all properties.
    std::optional<DeliveryResult> update(Row& row);
    /// Whether "Synced At" is due to be written.
    static bool is_stale(Row const& row);
    /// Writes "Synced At" with the current time, and whether something failed.
    std::optional<DeliveryResult> stamp(Row& row, bool has_failed);

private:
    std::optional<DeliveryResult> query();
    boost::json::object query_of_rows() const;
    void note_found(boost::json::object const& answer);
    std::optional<DeliveryResult> make(std::size_t number);
    std::optional<DeliveryResult> patch(Row const& row, boost::json::object const& properties);
    Object ask(std::string_view method, std::string const& path, boost::json::object const& body);

    Api api_;
    std::string source_;
    NotebookState const& notebook_state_;
    std::string notebook_uuid_;
    KnownRows known_;
    bool has_queried_ = false;
    bool has_news_ = false;
};

}  // namespace rmirror::targets::notion
