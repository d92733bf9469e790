// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/todoist/push.hpp"

#include "base/utc_text.hpp"
#include "crypto/json_member.hpp"
#include "hashing.hpp"
#include "targets/todoist/api.hpp"
#include "targets/todoist/changes.hpp"
#include "targets/todoist/task.hpp"

#include <ctime>
#include <map>
#include <utility>

namespace rmirror::targets::todoist {

namespace {

using queue::ErrorClass;
using queue::Outcome;

/// The record of a to-do without a task.
constexpr std::string_view kNoTask = "none";

enum class Step { write, complete };

/// Todoist discards a call whose id it has seen, so each call of a delivery has another: at most 36 bytes.
std::string request_id_of(Delivery const& item, Step step)
{
    constexpr std::size_t kMaxIdBytes = 36;
    return step == Step::write ? item.marker : sha256_hex(item.marker + " complete").substr(0, kMaxIdBytes);
}

/// Whether an earlier attempt, or an earlier integration, may have made its task.
bool is_in_doubt(Delivery const& item)
{
    return !item.remote && (item.may_have_arrived || item.has_unfinished_attempt || item.is_forgotten);
}

bool is_limit(DeliveryResult const& result)
{
    return result.outcome.kind == Outcome::Kind::retry && result.outcome.error == ErrorClass::quota_exceeded;
}

/// Whether the other items would fail in the same way.
bool is_about_all(DeliveryResult const& result)
{
    auto const kind = result.outcome.kind;
    return (kind == Outcome::Kind::retry || kind == Outcome::Kind::later) && !is_limit(result);
}

DeliveryResult result_of_deleted()
{
    return {.outcome = Outcome::dropped(ErrorClass::invalid_data,
                                        "The task was deleted in Todoist, so it isn't created again."),
            .remote = std::nullopt};
}

class Tasks {
public:
    explicit Tasks(TargetContext& context)
        : api_(context), link_([&context](std::string_view path) { return context.link(path); })
    {}

    /// Finds tasks that exist already of the items that are in doubt.
    std::optional<DeliveryResult> find(std::span<Delivery const> items);
    DeliveryResult bring(Delivery const& item);
    std::optional<DeliveryResult> remove(Delivery const& item);

private:
    std::optional<DeliveryResult> note_open();
    std::optional<DeliveryResult> note_completed();
    void note(TaskList const& list);
    DeliveryResult create(Delivery const& item);
    DeliveryResult update(Delivery const& item, std::string const& id, Known known);
    std::optional<DeliveryResult> write(Delivery const& item, std::string const& id, Known& known);
    Known adopted(Delivery const& item, Task const& task) const;

    Api api_;
    Link link_;
    std::map<std::string, Task, std::less<>> found_;
    std::optional<DeliveryResult> limit_;
};

void Tasks::note(TaskList const& list)
{
    for (auto const& task : list.tasks)
        if (auto todo = todo_in(task.facts.description); todo && !task.is_deleted)
            found_.emplace(std::move(*todo), task);
}

std::optional<DeliveryResult> Tasks::note_open()
{
    std::string cursor;
    do {
        auto list = api_.list_open(cursor);
        if (list.failure)
            return std::move(list.failure);
        note(list.value);
        cursor = std::move(list.value.next);
    } while (!cursor.empty());
    return std::nullopt;
}

std::optional<DeliveryResult> Tasks::note_completed()
{
    auto const now = std::time(nullptr);
    std::string cursor;
    do {
        auto list = api_.list_completed(utc_text(now - kMaxListedSeconds), utc_text(now), cursor);
        if (list.failure)
            return std::move(list.failure);
        note(list.value);
        cursor = std::move(list.value.next);
    } while (!cursor.empty());
    return std::nullopt;
}

std::optional<DeliveryResult> Tasks::find(std::span<Delivery const> items)
{
    for (auto const& item : items)
        if (is_in_doubt(item)) {
            auto failure = note_open();
            return failure ? std::move(failure) : note_completed();
        }
    return std::nullopt;
}

DeliveryResult Tasks::create(Delivery const& item)
{
    if (limit_)
        return *limit_;
    auto const facts = facts_of(item, link_);
    auto created = api_.create(body_of(facts), request_id_of(item, Step::write));
    if (created.failure) {
        if (is_limit(*created.failure))
            limit_ = created.failure;
        return std::move(*created.failure);
    }
    Known const known{
        .sent = hashed(facts), .there = hashed(created.value.facts), .is_checked = created.value.is_checked};
    return {Outcome::done(), Remote{created.value.id, json_of(known)}};
}

/// The record for a task that was found. If it is completed and the to-do isn't, the record says open, so
/// that the next poll takes it as completed by the user.
Known Tasks::adopted(Delivery const& item, Task const& task) const
{
    auto const there = hashed(task.facts);
    bool const is_completed = crypto::flag_member(item.content, "is_completed");
    return {.sent = there, .there = there, .is_checked = task.is_checked && is_completed};
}

/// Reads the task before it is changed, because its owner may have edited it.
std::optional<DeliveryResult> Tasks::write(Delivery const& item, std::string const& id, Known& known)
{
    auto const facts = facts_of(item, link_);
    auto const wanted = hashed(facts);
    auto const& sent = known.sent;
    if (!item.overrides && wanted.content == sent.content && wanted.description == sent.description &&
        wanted.due == sent.due && wanted.labels == sent.labels)
        return std::nullopt;
    auto task = api_.get(id);
    if (task.is_gone)
        return result_of_deleted();
    if (task.failure)
        return std::move(task.failure);
    auto const update = update_of(facts, known, task.value, item.overrides);
    if (!update.body.empty()) {
        task = api_.update(id, update.body, request_id_of(item, Step::write));
        if (task.is_gone)
            return result_of_deleted();
        if (task.failure)
            return std::move(task.failure);
    }
    known = known_after(facts, std::move(known), update, task.value);
    return std::nullopt;
}

/// A completed task keeps its text, which is history.
DeliveryResult Tasks::update(Delivery const& item, std::string const& id, Known known)
{
    bool const is_completed = crypto::flag_member(item.content, "is_completed");
    if (is_completed != known.is_checked) {
        auto const set = api_.set_checked(id, is_completed, request_id_of(item, Step::complete));
        if (set.is_gone)
            return is_completed ? DeliveryResult{Outcome::done(), Remote{id, json_of(known)}}
                                : result_of_deleted();
        if (set.failure)
            return *set.failure;
        known.is_checked = is_completed;
    }
    if (!is_completed)
        if (auto failure = write(item, id, known))
            return std::move(*failure);
    return {Outcome::done(), Remote{id, json_of(known)}};
}

DeliveryResult Tasks::bring(Delivery const& item)
{
    auto known = item.remote ? known_of(item.remote->metadata) : Known{};
    if (item.remote && !known.is_unsent)
        return update(item, item.remote->id, std::move(known));
    if (auto const found = found_.find(item.item_key); found != found_.end())
        return update(item, found->second.id, adopted(item, found->second));
    if (!crypto::flag_member(item.content, "is_completed"))
        return create(item);
    return {Outcome::done(), Remote{std::string(kNoTask), json_of(Known{.is_unsent = true})}};
}

std::optional<DeliveryResult> Tasks::remove(Delivery const& item)
{
    if (item.remote)
        return known_of(item.remote->metadata).is_unsent ? std::nullopt
                                                         : api_.remove(item.remote->id).failure;
    auto const found = found_.find(item.item_key);
    return found == found_.end() ? std::nullopt : api_.remove(found->second.id).failure;
}

}  // namespace

std::vector<DeliveryResult> push(TargetContext& context, std::span<Delivery const> items)
{
    Tasks tasks(context);
    if (auto failure = tasks.find(items))
        return {items.size(), *failure};
    std::vector<DeliveryResult> results;
    for (auto const& item : items)
        results.push_back(!results.empty() && is_about_all(results.back()) ? results.back()
                                                                           : tasks.bring(item));
    return results;
}

std::vector<DeliveryResult> remove(TargetContext& context, std::span<Delivery const> items)
{
    Tasks tasks(context);
    if (auto failure = tasks.find(items))
        return {items.size(), *failure};
    std::vector<DeliveryResult> results;
    for (auto const& item : items) {
        auto failure = tasks.remove(item);
        results.push_back(failure ? std::move(*failure) : DeliveryResult{Outcome::done(), std::nullopt});
    }
    return results;
}

}  // namespace rmirror::targets::todoist
