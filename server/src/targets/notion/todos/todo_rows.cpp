// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/todos/todo_rows.hpp"

#include "crypto/json_member.hpp"
#include "targets/notion/rows/addresses.hpp"
#include "targets/notion/todos/todo_source.hpp"
#include "targets/notion/todos/todo_ticks.hpp"
#include "targets/notion/todos/todo_values.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <utility>

namespace rmirror::targets::notion {

namespace {

namespace json = boost::json;
using crypto::array_member;
using crypto::flag_member;
using crypto::text_member;
using queue::Outcome;

/// The dashboard's address of the item's page.
std::string own_link(TargetContext& context, Delivery const& item)
{
    auto const* const number = crypto::member_of(item.context, "page_number");
    auto const path = "/notebooks/" + item.notebook_uuid;
    if (!number || !number->is_int64())
        return context.link(path);
    return context.link(path + "/pages/" + std::to_string(number->as_int64()));
}

/// Whether the other rows would fail in the same way.
bool is_about_all(DeliveryResult const& result)
{
    auto const kind = result.outcome.kind;
    return kind != Outcome::Kind::done && kind != Outcome::Kind::rejected && kind != Outcome::Kind::dropped &&
           !is_out_of_blocks(result);
}

/// Whether an earlier attempt may have made its row.
bool is_in_doubt(Delivery const& item)
{
    return !item.remote && (item.may_have_arrived || item.has_unfinished_attempt || item.is_forgotten);
}

class TodoRows {
public:
    TodoRows(TargetContext& context, PageLinks const& links)
        : context_(context), api_(context), source_(context.setting("todo_data_source")), links_(links)
    {}

    std::vector<DeliveryResult> push(std::span<Delivery const> items);
    /// Finds existing rows of the items that are in doubt.
    std::optional<DeliveryResult> find(std::span<Delivery const> items);
    /// Moves a row to the trash. A row that no longer exists isn't a failure.
    std::optional<DeliveryResult> trash(std::string const& row);
    std::optional<DeliveryResult> remove(Delivery const& item);

private:
    std::optional<DeliveryResult> note_found(json::array const& conditions);
    Remote adopted(Delivery const& item, json::object const& page, Workflow const& workflow) const;
    Answered<Workflow> workflow();
    std::string link_of(Delivery const& item) const;
    DeliveryResult bring(Delivery const& item);
    DeliveryResult update(Delivery const& item, Remote remote);
    DeliveryResult make(Delivery const& item, bool was_recreated);
    Object create(Delivery const& item, json::object const& facts, Workflow const& workflow);
    std::optional<DeliveryResult> failure_at_source();

    TargetContext& context_;
    Api api_;
    std::string source_;
    PageLinks const& links_;
    std::optional<Workflow> workflow_;
    std::optional<DeliveryResult> out_of_blocks_;
    std::map<std::string, json::object, std::less<>> found_;
};

std::string TodoRows::link_of(Delivery const& item) const
{
    auto const found = links_.find(item.page_uuid);
    return found == links_.end() ? own_link(context_, item) : found->second;
}

/// Reads the completion property from another row of the notebook, or else from the database.
Answered<Workflow> TodoRows::workflow()
{
    for (auto const& item_state : context_.notebook_state().items)
        if (!workflow_ && item_state.type == ItemType::todo)
            workflow_ = workflow_of(item_state.remote.metadata);
    if (!workflow_)
        if (auto failure = failure_at_source())
            return {.failure = std::move(failure)};
    return {.value = *workflow_};
}

/// The reason why the database accepts no rows, if any; otherwise workflow_ is up to date.
std::optional<DeliveryResult> TodoRows::failure_at_source()
{
    auto read = read_todo_source(api_, source_);
    if (read.failure)
        return std::move(read.failure);
    workflow_ = std::move(read.value);
    return std::nullopt;
}

std::optional<DeliveryResult> TodoRows::note_found(json::array const& conditions)
{
    json::object query{{"filter", {{"or", conditions}}}, {"page_size", 100}};
    while (true) {
        auto const ask = [&] { return api_.ask("POST", "/data_sources/" + source_ + "/query", query); };
        auto answer = ask();
        if (answer.is_refused() || answer.is_gone()) {
            if (auto about_source = failure_at_source())
                return about_source;
            // A user has just repaired the database.
            answer = ask();
        }
        if (answer.failure)
            return answer.failure;
        auto const* const results = array_member(answer.value, "results");
        for (auto const& result : results ? *results : json::array())
            if (auto const* const page = result.if_object())
                if (auto todo = todo_in(*page))
                    found_.emplace(std::move(*todo), *page);
        auto const next = text_member(answer.value, "next_cursor");
        if (next.empty())
            return std::nullopt;
        query["start_cursor"] = json::string_view(next.data(), next.size());
    }
}

std::optional<DeliveryResult> TodoRows::find(std::span<Delivery const> items)
{
    json::array conditions;  // At most 100: Notion's limit, and that of a delivery.
    for (auto const& item : items)
        if (is_in_doubt(item))
            conditions.push_back({{"property", "UUID"}, {"rich_text", {{"equals", item.item_key}}}});
    return conditions.empty() ? std::nullopt : note_found(conditions);
}

/// The record for a row that was found. If the row is ticked and the todo isn't, the record says unticked, so
/// that the tick is taken as the user's; in the other case, update() writes the tick.
Remote TodoRows::adopted(Delivery const& item, json::object const& page, Workflow const& workflow) const
{
    auto const seen = recorded_states(states_in(page), workflow);
    bool const is_completed = flag_member(item.content, "is_completed");
    bool const is_there = flag_member(seen, "completed") || workflow.is_done(text_member(seen, "workflow"));
    bool const is_tick = is_there && !is_completed;
    return {id_of(page), json::object{{"is_completed", is_completed && is_there},
                                      {"seen", is_tick ? states_once_written(false, workflow) : seen},
                                      {"workflow", json_of(workflow)}}};
}

Object TodoRows::create(Delivery const& item, json::object const& facts, Workflow const& workflow)
{
    auto properties = facts;
    add_completion(properties, flag_member(item.content, "is_completed"), workflow);
    add_time(properties);
    return api_.ask("POST", "/pages",
                    {{"parent", {{"type", "data_source_id"}, {"data_source_id", source_}}},
                     {"properties", std::move(properties)}});
}

DeliveryResult TodoRows::make(Delivery const& item, bool was_recreated)
{
    if (out_of_blocks_)
        return *out_of_blocks_;
    auto known = workflow();
    if (known.failure)
        return std::move(*known.failure);
    auto const facts = todo_facts(item, link_of(item));
    auto answer = create(item, facts, *workflow_);
    if (answer.is_refused() || answer.is_gone()) {
        if (auto failure = failure_at_source())
            return std::move(*failure);
        // The completion property of other rows may no longer exist, or a user has just repaired the
        // database.
        answer = create(item, facts, *workflow_);
    }
    if (answer.failure && is_out_of_blocks(*answer.failure))
        out_of_blocks_ = answer.failure;
    if (answer.failure)
        return std::move(*answer.failure);
    bool const is_completed = flag_member(item.content, "is_completed");
    json::object metadata{{"facts", hash_of_facts(facts)},
                          {"is_completed", is_completed},
                          {"seen", states_once_written(is_completed, *workflow_)},
                          {"workflow", json_of(*workflow_)}};
    if (was_recreated)
        metadata["second"] = true;
    return {Outcome::done(), Remote{id_of(answer.value), std::move(metadata)}};
}

/// Makes one PATCH of what differs from the record; often nothing does, as after a tick that was set in
/// Notion.
DeliveryResult TodoRows::update(Delivery const& item, Remote remote)
{
    auto& metadata = remote.metadata;
    bool const is_completed = flag_member(item.content, "is_completed");
    auto const facts = todo_facts(item, link_of(item));
    auto const hash = hash_of_facts(facts);
    auto properties = text_member(metadata, "facts") == hash ? json::object() : facts;
    auto workflow = workflow_of(metadata);
    if (!metadata.contains("is_completed") || flag_member(metadata, "is_completed") != is_completed) {
        add_completion(properties, is_completed, workflow);
        metadata["is_completed"] = is_completed;
        metadata["seen"] = states_once_written(is_completed, workflow);
    }
    metadata["facts"] = hash;
    if (properties.empty())
        return {Outcome::done(), std::move(remote)};
    add_time(properties);
    auto const answer = api_.ask("PATCH", "/pages/" + remote.id, {{"properties", properties}});
    if (!answer.failure)
        return {Outcome::done(), std::move(remote)};
    if (!answer.is_gone() && !answer.is_refused())
        return *answer.failure;
    if (auto failure = failure_at_source())
        return std::move(*failure);
    if (answer.is_gone()) {
        auto stays = reason_not_to_recreate(context_, metadata.contains("second"));
        return stays ? std::move(*stays) : make(item, true);
    }
    if (json_of(workflow) == json_of(*workflow_))
        return *answer.failure;
    // The database now has another completion property.
    metadata["workflow"] = json_of(*workflow_);
    metadata.erase("facts");
    metadata.erase("is_completed");
    return update(item, std::move(remote));
}

DeliveryResult TodoRows::bring(Delivery const& item)
{
    if (item.remote)
        return update(item, *item.remote);
    auto const found = found_.find(item.item_key);
    if (found == found_.end())
        return make(item, false);
    auto const known = workflow();
    return known.failure ? *known.failure : update(item, adopted(item, found->second, known.value));
}

std::vector<DeliveryResult> TodoRows::push(std::span<Delivery const> items)
{
    if (auto failure = find(items))
        return {items.size(), *failure};
    std::vector<DeliveryResult> results;
    for (auto const& item : items)
        results.push_back(!results.empty() && is_about_all(results.back()) ? results.back() : bring(item));
    return results;
}

std::optional<DeliveryResult> TodoRows::trash(std::string const& row)
{
    auto answer = api_.ask("PATCH", "/pages/" + row, {{"in_trash", true}});
    return answer.is_gone() ? std::nullopt : std::move(answer.failure);
}

std::optional<DeliveryResult> TodoRows::remove(Delivery const& item)
{
    if (item.remote)
        return trash(item.remote->id);
    auto const found = found_.find(item.item_key);
    return found == found_.end() ? std::nullopt : trash(id_of(found->second));
}

}  // namespace

void add_link(PageLinks& links, ItemType type, std::string const& page_uuid, Remote const& remote)
{
    if (type != ItemType::page_text)
        return;
    if (auto address = address_of(type, remote))
        links[page_uuid] = std::move(*address);
}

std::vector<DeliveryResult> push_todos(TargetContext& context, std::span<Delivery const> items,
                                       PageLinks const& links)
{
    return TodoRows(context, links).push(items);
}

std::vector<DeliveryResult> remove_todos(TargetContext& context, std::span<Delivery const> items)
{
    PageLinks const none;
    TodoRows rows(context, none);
    if (auto failure = rows.find(items))
        return {items.size(), *failure};
    std::vector<DeliveryResult> results;
    for (auto const& item : items) {
        auto failure = rows.remove(item);
        results.push_back(failure ? std::move(*failure) : DeliveryResult{Outcome::done(), std::nullopt});
    }
    return results;
}

std::optional<DeliveryResult> remove_all_todos(TargetContext& context)
{
    PageLinks const none;
    TodoRows rows(context, none);
    for (auto const& item_state : context.notebook_state().items)
        if (item_state.type == ItemType::todo)
            if (auto failure = rows.trash(item_state.remote.id))
                return failure;
    return std::nullopt;
}

std::optional<DeliveryResult> check_todo_source(TargetContext& context)
{
    auto const& source = context.setting("todo_data_source");
    if (source.empty())
        return std::nullopt;
    Api api(context);
    return read_todo_source(api, source).failure;
}

}  // namespace rmirror::targets::notion
