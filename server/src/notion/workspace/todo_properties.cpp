// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/workspace/todo_properties.hpp"

#include <boost/json/array.hpp>

#include <initializer_list>

namespace rmirror::notion {

namespace json = boost::json;

namespace {

json::object select_of(std::initializer_list<char const*> names)
{
    json::array options;
    for (auto const* const name : names)
        options.push_back(json::object{{"name", name}});
    return {{"select", {{"options", std::move(options)}}}};
}

}  // namespace

json::object todo_schema()
{
    auto schema = schema_of(kTodoProperties);
    schema["Workflow"] = select_of({"Not started", "In progress", "Done"});
    schema["Priority"] = select_of({"Low", "Medium", "High"});
    return schema;
}

}  // namespace rmirror::notion
