// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/todos/todo_ticks.hpp"

#include "crypto/json_member.hpp"
#include "input/uuid.hpp"
#include "targets/notion/client/edited_rows.hpp"
#include "targets/notion/client/read_properties.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rmirror::targets::notion {

namespace {

namespace json = boost::json;
using crypto::flag_member;
using crypto::object_member;
using crypto::text_member;

std::string_view option_in(json::object const& property)
{
    auto const* const option = object_member(property, text_member(property, "type"));
    return option ? text_member(*option, "name") : std::string_view();
}

json::string_view json_text(std::string_view text)
{
    return {text.data(), text.size()};
}

/// A property that the row no longer has doesn't count as a change, because a user may have deleted it from
/// the database.
json::object states_after(json::object const& before, json::object const& states, Workflow const& workflow)
{
    auto now = recorded_states(states, workflow);
    if (!states.contains("completed"))
        now["completed"] = flag_member(before, "completed");
    if (!states.contains(workflow.name))
        now["workflow"] = json_text(text_member(before, "workflow"));
    return now;
}

}  // namespace

std::optional<std::string> todo_in(json::object const& page)
{
    return input::parse_uuid(text_in(page, "UUID"));
}

json::object states_in(json::object const& page)
{
    json::object states;
    if (auto const* const completed = property_of(page, "Completed"))
        states["completed"] = flag_member(*completed, "checkbox");
    for (auto const* const name : {"Status", "Workflow"})
        if (auto const* const property = property_of(page, name))
            states[name] = json_text(option_in(*property));
    return states;
}

json::object recorded_states(json::object const& states, Workflow const& workflow)
{
    return {{"completed", flag_member(states, "completed")},
            {"workflow", json_text(text_member(states, workflow.name))}};
}

RemoteChanges list_changed_todos(TargetContext& context, PollStart const& from)
{
    return edited_rows(context, context.setting("todo_data_source"), from,
                       [](json::object const& page, RemoteChanges& changes) {
                           if (auto todo = todo_in(page))
                               changes.todos.push_back({std::move(*todo), id_of(page), states_in(page)});
                       });
}

std::optional<bool> apply_remote_completion(json::object& metadata, json::object const& states)
{
    auto const workflow = workflow_of(metadata);
    auto const* const known = object_member(metadata, "seen");
    auto const before = known ? *known : json::object();
    auto const now = states_after(before, states, workflow);
    if (before == now)
        return std::nullopt;
    metadata["seen"] = now;
    bool const has_new_tick = flag_member(before, "completed") != flag_member(now, "completed");
    bool const was_done = workflow.is_done(text_member(before, "workflow"));
    bool const is_done = workflow.is_done(text_member(now, "workflow"));
    if (!has_new_tick && was_done == is_done)
        return std::nullopt;
    bool const is_completed = has_new_tick ? flag_member(now, "completed") : is_done;
    // The remote state, so that it isn't sent back.
    metadata["is_completed"] = is_completed;
    return is_completed;
}

}  // namespace rmirror::targets::notion
