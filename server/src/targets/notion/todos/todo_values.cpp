// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/todos/todo_values.hpp"

#include "base/utc_text.hpp"
#include "crypto/json_member.hpp"
#include "hashing.hpp"
#include "input/written_date.hpp"
#include "targets/notion/client/rich_text.hpp"
#include "targets/notion/rows/row.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <ctime>
#include <utility>

namespace rmirror::targets::notion {

namespace {

namespace json = boost::json;
using crypto::text_member;

constexpr std::string_view kNoName = "Untitled";

json::value number_in(json::object const& facts, std::string_view name)
{
    auto const* const value = crypto::member_of(facts, name);
    return value && value->is_number() ? *value : json::value();
}

}  // namespace

json::object todo_facts(Delivery const& item, std::string const& link)
{
    auto const& context = item.context;
    auto const notebook = text_member(context, "visible_name");
    auto const date = input::date_written(text_member(context, "date_written"));
    return {{"Task", {{"title", rich_text(text_member(item.content, "text"))}}},
            {"UUID", {{"rich_text", rich_text(item.item_key)}}},
            {"Notebook", {{"rich_text", rich_text(notebook.empty() ? kNoName : notebook)}}},
            {"Notebook UUID", {{"rich_text", rich_text(item.notebook_uuid)}}},
            {"Page", {{"number", number_in(context, "page_number")}}},
            {"Confidence", {{"number", number_in(context, "confidence")}}},
            {"Date Written", date ? date_property(*date) : json::object{{"date", nullptr}}},
            {"Link to Source", {{"url", link}}},
            {"Tags", {{"multi_select", tag_options(context)}}}};
}

std::string hash_of_facts(json::object const& facts)
{
    return sha256_hex(json::serialize(facts));
}

void add_completion(json::object& properties, bool is_completed, Workflow const& workflow)
{
    properties["Completed"] = json::object{{"checkbox", is_completed}};
    if (!workflow.done.empty())
        properties[workflow.name] =
            json::object{{workflow.type, {{"name", is_completed ? workflow.done.front() : workflow.open}}}};
}

json::object states_once_written(bool is_completed, Workflow const& workflow)
{
    auto const option = workflow.done.empty() ? "" : is_completed ? workflow.done.front() : workflow.open;
    return {{"completed", is_completed}, {"workflow", option}};
}

void add_time(json::object& properties)
{
    properties["Synced At"] = date_property(utc_text(std::time(nullptr)));
}

}  // namespace rmirror::targets::notion
