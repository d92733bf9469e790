// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/todos/todo_source.hpp"

#include "crypto/json_member.hpp"
#include "notion/workspace/todo_properties.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace rmirror::targets::notion {

namespace {

namespace json = boost::json;
using crypto::array_member;
using crypto::object_member;
using crypto::text_member;

constexpr std::array<std::string_view, 2> kNames = {"Status", "Workflow"};
constexpr std::string_view kOpen = "Not started";
constexpr std::string_view kDone = "Done";

struct Option {
    std::string id;
    std::string name;
};

std::vector<Option> options_of(json::object const& config)
{
    std::vector<Option> options;
    if (auto const* const listed = array_member(config, "options"))
        for (auto const& each : *listed)
            if (auto const* const option = each.if_object())
                options.push_back(
                    {std::string(text_member(*option, "id")), std::string(text_member(*option, "name"))});
    return options;
}

/// The names of the status options in a group, which has Notion's name.
std::vector<std::string> names_in_group(json::object const& config, std::string_view group)
{
    auto const options = options_of(config);
    std::vector<std::string> names;
    auto const* const groups = array_member(config, "groups");
    for (auto const& each : groups ? *groups : json::array()) {
        auto const* const found = each.if_object();
        auto const* const ids =
            found && text_member(*found, "name") == group ? array_member(*found, "option_ids") : nullptr;
        for (auto const& option : options)
            if (ids && std::find(ids->begin(), ids->end(), json::value(option.id)) != ids->end())
                names.push_back(option.name);
    }
    return names;
}

/// The usual name if it exists, or else the first.
std::string default_of(std::vector<std::string> const& names, std::string_view usual)
{
    if (names.empty() || std::find(names.begin(), names.end(), usual) != names.end())
        return names.empty() ? "" : std::string(usual);
    return names.front();
}

/// A status needs options for open and done. Options in no such group are recognized by name.
std::optional<Workflow> status_of(std::string_view name, json::object const& config)
{
    std::vector<std::string> all;
    for (auto const& option : options_of(config))
        all.push_back(option.name);
    auto const has = [&all](std::string_view wanted) {
        return std::find(all.begin(), all.end(), wanted) != all.end();
    };
    auto open = names_in_group(config, "To-do");
    auto done = names_in_group(config, "Complete");
    if (done.empty() && has(kDone)) {
        done.emplace_back(kDone);
        std::erase(open, kDone);
    }
    if (open.empty() || done.empty())
        return std::nullopt;
    auto const usual = default_of(done, kDone);
    std::stable_partition(done.begin(), done.end(), [&usual](auto const& each) { return each == usual; });
    return Workflow{std::string(name), "status", default_of(open, kOpen), std::move(done)};
}

Answered<Workflow> stopped(std::string sentence)
{
    return {.failure = DeliveryResult{
                .outcome = queue::Outcome::retry(queue::ErrorClass::invalid_data, std::move(sentence)),
                .remote = std::nullopt,
                .others = {},
                .stops = true}};
}

}  // namespace

bool Workflow::is_done(std::string_view option) const
{
    return std::find(done.begin(), done.end(), option) != done.end();
}

Workflow workflow_in(json::object const& properties)
{
    for (auto const name : kNames) {
        auto const* const property = object_member(properties, name);
        auto const type = property ? text_member(*property, "type") : std::string_view();
        if (type == "select")
            return {std::string(name), "select", std::string(kOpen), {std::string(kDone)}};
        auto const* const config = type == "status" ? object_member(*property, "status") : nullptr;
        if (auto status = config ? status_of(name, *config) : std::nullopt)
            return std::move(*status);
    }
    return {};
}

Workflow workflow_of(json::object const& metadata)
{
    auto const* const kept = object_member(metadata, "workflow");
    if (!kept)
        return {};
    Workflow workflow{std::string(text_member(*kept, "name")),
                      std::string(text_member(*kept, "type")),
                      std::string(text_member(*kept, "open")),
                      {}};
    if (auto const* const done = array_member(*kept, "done"))
        for (auto const& name : *done)
            workflow.done.emplace_back(name.as_string());
    return workflow;
}

json::object json_of(Workflow const& workflow)
{
    return {{"name", workflow.name},
            {"type", workflow.type},
            {"open", workflow.open},
            {"done", json::array(workflow.done.begin(), workflow.done.end())}};
}

Answered<Workflow> read_todo_source(Api& api, std::string const& id)
{
    auto const answer = api.ask("GET", "/data_sources/" + id);
    if (answer.is_gone() || answer.is_refused())
        return stopped(
            "Notion doesn't find the to-do database, or it isn't shared with the connection. Share it in "
            "Notion, or choose another.");
    if (answer.failure)
        return {.failure = answer.failure};
    if (is_in_trash(answer.value))
        return stopped("The to-do database is in Notion's trash. Restore it there, or choose another.");
    auto const missing = rmirror::notion::missing_properties(answer.value, rmirror::notion::kTodoProperties);
    if (!missing.empty())
        return stopped("The to-do database in Notion lacks properties: " + listed(missing) +
                       ". Add them there.");
    auto const* const properties = object_member(answer.value, "properties");
    return {.value = properties ? workflow_in(*properties) : Workflow()};
}

}  // namespace rmirror::targets::notion
