// SPDX-License-Identifier: AGPL-3.0-or-later
// Delivers notebooks to a database in Notion: a row per notebook with a toggle per page. Todos go to another
// database, if one is selected.
#include "targets/notion/notion.hpp"

#include "crypto/json_member.hpp"
#include "input/uuid.hpp"
#include "notion/access.hpp"
#include "notion/calls.hpp"
#include "targets/notion/client/api.hpp"
#include "targets/notion/deliveries.hpp"
#include "targets/notion/rows/addresses.hpp"
#include "targets/notion/rows/rows.hpp"
#include "targets/notion/todos/page_ticks.hpp"
#include "targets/notion/todos/todo_rows.hpp"
#include "targets/notion/todos/todo_ticks.hpp"

#include <boost/json/serialize.hpp>

namespace rmirror::targets::notion {

namespace {

/// Includes todos: their rows are in another database but link to pages in this one, so they are delivered
/// again too when this one changes.
constexpr std::array kAll = {ItemType::notebook, ItemType::notebook_metadata, ItemType::page_text,
                             ItemType::todo};
constexpr std::array kTodos = {ItemType::todo};
constexpr std::array kFields = {
    Field{.key = "data_source",
          .kind = FieldKind::text,
          .label = "Data source of the database",
          .places = kAll},
    Field{.key = "todo_data_source",
          .kind = FieldKind::text,
          .label = "Data source of the database for to-dos",
          .is_required = false,
          .places = kTodos},
    Field{.key = "pictures",
          .kind = FieldKind::flag,
          .label = "Images of pages",
          .is_required = false,
          .default_value = kOn,
          .gives = Extra::pictures},
    Field{.key = kRecreatesRemoved,
          .kind = FieldKind::flag,
          .label = "Create again what I delete in Notion",
          .is_required = false,
          .default_value = kOn},
};
constexpr std::array kExtras = {Extra::highlights, Extra::todos, Extra::drawings};
/// Toggles that fit into one append.
constexpr std::size_t kMaxBatchSize = 100;

std::optional<input::Fault> validate(Values const& values, bool /*private_urls*/)
{
    if (!input::is_uuid(values.setting("data_source")))
        return input::Fault{"data_source", "Must be the id of a data source in Notion."};
    auto const& todos = values.setting("todo_data_source");
    if (!todos.empty() && !input::is_uuid(todos))
        return input::Fault{"todo_data_source", "Must be the id of a data source in Notion."};
    if (input::parse_uuid(todos) == input::parse_uuid(values.setting("data_source")))
        return input::Fault{"todo_data_source", "Must be another database than that of the notebooks."};
    return std::nullopt;
}

DeliveryResult test(TargetContext& context)
{
    Api api(context);
    auto failure = check_source(api, context.setting("data_source"));
    if (!failure)
        failure = check_todo_source(context);
    return failure ? std::move(*failure) : DeliveryResult{queue::Outcome::done(), std::nullopt};
}

std::string preview(Delivery const& item)
{
    if (item.type == ItemType::page_text)
        return std::string(crypto::text_member(item.content, "text"));
    if (item.type == ItemType::todo)
        return std::string(crypto::text_member(item.content, "text"));
    return boost::json::serialize(properties_of({.facts = item.content}, {item.notebook_uuid}));
}

std::size_t in_calls_of(std::size_t max, std::size_t count)
{
    return (count + max - 1) / max;
}

/// Calls: the row, an append per 100 pages, two per picture, one per todo row; a change is read before it is
/// written.
std::size_t calls_for(PendingCounts const& notebook)
{
    constexpr std::size_t kForPicture = 2;
    constexpr std::size_t kForChange = 2;
    return (notebook.is_new ? 1 : 0) + in_calls_of(kMaxBatchSize, notebook.pages) +
           kForPicture * notebook.pictures + notebook.todos + in_calls_of(kMaxBatchSize, notebook.todos) +
           kForChange * notebook.changes;
}

std::size_t calls_a_minute(Settings const& settings)
{
    return rmirror::notion::background_calls(rmirror::notion::allowance(settings));
}

}  // namespace

Target const kTarget{
    .name = "notion",
    .service = {.name = rmirror::notion::kProvider},
    .provider = rmirror::notion::kProvider,
    .fields = kFields,
    .accepts = kAll,
    .extras = kExtras,
    .ruled_place = "data_source",
    .moves_in_push = true,
    .max_batch_size = kMaxBatchSize,
    .needs_notebook_state = true,
    .push = push_all,  // Looks for existing rows and toggles if it is in doubt.
    .remove = remove_all,
    .validate = validate,
    .list_changed_todos = list_changed_todos,
    .list_changed_notebooks = list_changed_notebooks,
    .read_checkboxes = read_checkboxes,
    .apply_remote_completion = apply_remote_completion,
    .test = test,
    .preview = preview,
    .address_of = address_of,
    .work = Work{.calls_for = calls_for, .calls_a_minute = calls_a_minute},
};

}  // namespace rmirror::targets::notion
