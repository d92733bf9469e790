// SPDX-License-Identifier: AGPL-3.0-or-later
// The properties that a Notion database needs to mirror todos.
#pragma once

#include "notion/workspace/row_properties.hpp"

#include <boost/json/object.hpp>

#include <array>

namespace rmirror::notion {

inline constexpr std::array kTodoProperties = {
    RowProperty{"Task", "title"},
    RowProperty{"Completed", "checkbox"},
    RowProperty{"UUID", "rich_text"},
    RowProperty{"Notebook", "rich_text"},
    RowProperty{"Notebook UUID", "rich_text"},
    RowProperty{"Page", "number"},
    RowProperty{"Confidence", "number"},
    RowProperty{"Date Written", "date"},
    RowProperty{"Link to Source", "url"},
    RowProperty{"Tags", "multi_select"},
    RowProperty{"Synced At", "date"},
};

/// Schema of a new todo database: kTodoProperties plus Workflow, which the server keeps in step with
/// Completed, and Priority, which belongs to the user.
boost::json::object todo_schema();

}  // namespace rmirror::notion
