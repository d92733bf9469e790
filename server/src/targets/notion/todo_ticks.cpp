// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/todo_ticks.hpp"

#include "crypto/json_member.hpp"
#include "input/uuid.hpp"
#include "targets/notion/edited_rows.hpp"
#include "targets/notion/read_properties.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rmirror::targets::notion {

namespace {

namespace json = boost::json;
using crypto::flag_member;
using crypto::object_member;
using crypto::text_member;

std::string_view option_of(json::object const& page, std::string_view name)
{
    auto const* const property = property_of(page, name);
    auto const* const option = property ? object_member(*property, text_member(*property, "type")) : nullptr;
    return option ? text_member(*option, "name") : std::string_view();
}

}  // namespace

std::optional<std::string> todo_in(json::object const& page)
{
    return input::parse_uuid(text_in(page, "UUID"));
}

json::object states_in(json::object const& page)
{
    auto const* const completed = property_of(page, "Completed");
    json::object states{{"completed", completed && flag_member(*completed, "checkbox")}};
    for (auto const* const name : {"Status", "Workflow"})
        if (auto const option = option_of(page, name); !option.empty())
            states[name] = json::string_view(option.data(), option.size());
    return states;
}

json::object seen_in(json::object const& states, Workflow const& workflow)
{
    auto const option = text_member(states, workflow.name);
    return {{"completed", flag_member(states, "completed")},
            {"workflow", json::string_view(option.data(), option.size())}};
}

Looked look_for_ticks(Outside& outside, LookFrom const& from)
{
    return edited_rows(outside, outside.setting("todo_data_source"), from,
                       [](json::object const& page, Looked& looked) {
                           if (auto todo = todo_in(page))
                               looked.todos.push_back({std::move(*todo), id_of(page), states_in(page)});
                       });
}

std::optional<bool> take_tick(json::object& metadata, json::object const& states)
{
    auto const workflow = workflow_of(metadata);
    auto const now = seen_in(states, workflow);
    auto const* const known = object_member(metadata, "seen");
    auto const before = known ? *known : json::object();
    if (before == now)
        return std::nullopt;
    metadata["seen"] = now;
    bool const has_new_tick = flag_member(before, "completed") != flag_member(now, "completed");
    bool const was_done = workflow.is_done(text_member(before, "workflow"));
    bool const is_done = workflow.is_done(text_member(now, "workflow"));
    if (!has_new_tick && was_done == is_done)
        return std::nullopt;
    bool const is_completed = has_new_tick ? flag_member(now, "completed") : is_done;
    // As it stands there, so that it isn't sent back.
    metadata["is_completed"] = is_completed;
    return is_completed;
}

}  // namespace rmirror::targets::notion
