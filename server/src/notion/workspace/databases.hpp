// SPDX-License-Identifier: AGPL-3.0-or-later
// Lists, creates and completes the Notion databases that notebooks and todos are mirrored into. Each entry is
// one data source, the part of a database that holds rows; most databases have exactly one.
#pragma once

#include "notion/workspace/row_properties.hpp"
#include "notion/workspace/search.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rmirror::notion {

struct Database {
    std::string id;     // Data source id: a lower-case UUID with dashes.
    std::string title;  // Empty if untitled.
    std::string url;
    std::string last_edited_time;                    // Rounded down to the minute.
    std::string icon;                                // An emoji; empty for any other kind of icon or none.
    std::vector<MissingProperty> missing;            // Properties still needed to mirror notebooks.
    std::vector<MissingProperty> missing_for_todos;  // Properties still needed to mirror todos.
};

struct DatabaseList {
    std::vector<Database> databases;
    std::optional<std::string> next;  // Cursor of the next page of results.
};

/// Data sources visible to the token, most recently edited first.
Answered<DatabaseList> search_databases(Api const& api, UserId const& user_id, Access const& access,
                                        Search const& search);

struct NewDatabase {
    std::string page_id;  // Parent page.
    std::string title;
    bool is_for_todos = false;  // Otherwise for notebooks.
};

/// Creates a database with every property its rows need.
Answered<Database> make_database(Api const& api, UserId const& user_id, Access const& access,
                                 NewDatabase const& wanted);

/// Why a database was not changed.
enum class Unchanged {
    in_trash,
    conflicting,  // A property exists with another type, or the title has another name.
    refused,      // Notion rejected the new properties.
};
using Completed = std::variant<Database, Unchanged>;

struct Completion {
    std::string id;  // Data source id.
    bool is_for_todos = false;
};

/// Adds the missing properties, if any, and returns the database. All or nothing: on a conflict nothing is
/// added.
Answered<Completed> add_missing_properties(Api const& api, UserId const& user_id, Access const& access,
                                           Completion const& wanted);

}  // namespace rmirror::notion
