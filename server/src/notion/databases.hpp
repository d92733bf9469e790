// SPDX-License-Identifier: AGPL-3.0-or-later
// The databases of a workspace, as people choose among them or make one. Each stands for a data source of
// one: rows are in these, and most databases have only one.
#pragma once

#include "notion/row_properties.hpp"
#include "notion/search.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rmirror::notion {

struct Database {
    std::string id;     // Of the data source: a UUID in lower case, with dashes.
    std::string title;  // Empty for one without.
    std::string url;
    std::string last_edited_time;                    // Rounded down to the minute.
    std::string icon;                                // An emoji; empty for any other icon, and for none.
    std::vector<MissingProperty> missing;            // Without these no notebook can be mirrored there,
    std::vector<MissingProperty> missing_for_todos;  // and without these no todo.
};

struct DatabaseList {
    std::vector<Database> databases;
    std::optional<std::string> next;  // Where the list goes on.
};

/// Of those that the token can see, those first that were edited last.
Answered<DatabaseList> search_databases(Api const& api, UserId const& user_id, Access const& access,
                                        Search const& search);

struct NewDatabase {
    std::string page_id;  // On which it is.
    std::string title;
    bool is_for_todos = false;  // Else for notebooks.
};

/// With all that its rows need.
Answered<Database> make_database(Api const& api, UserId const& user_id, Access const& access,
                                 NewDatabase const& wanted);

/// Why a database is left as it is.
enum class Unchanged {
    in_trash,
    conflicting,  // Another property has a name that is needed, or its title another name.
    refused,      // Notion doesn't take the properties.
};
using Completed = std::variant<Database, Unchanged>;

struct Completion {
    std::string id;  // Of the data source.
    bool is_for_todos = false;
};

/// Adds the properties that it lacks, if any.
Answered<Completed> add_missing_properties(Api const& api, UserId const& user_id, Access const& access,
                                           Completion const& wanted);

}  // namespace rmirror::notion
