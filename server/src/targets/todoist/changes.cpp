// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/todoist/changes.hpp"

#include "base/utc_text.hpp"
#include "crypto/json_member.hpp"
#include "targets/todoist/api.hpp"
#include "targets/todoist/task.hpp"

#include <algorithm>
#include <ctime>
#include <utility>

namespace rmirror::targets::todoist {

namespace {

/// Begin cursors: which list it is, and Todoist's own cursor behind it.
constexpr std::string_view kCompleted = "completed ";
constexpr std::string_view kOpen = "open ";

void add_tasks(RemoteChanges& changes, std::vector<Task> const& tasks)
{
    for (auto const& task : tasks) {
        auto todo = todo_in(task.facts.description);
        auto const& labels = task.facts.labels;
        bool const is_ours = todo || std::find(labels.begin(), labels.end(), kLabel) != labels.end();
        if (!is_ours || task.is_deleted)
            continue;
        changes.todos.push_back(
            {todo.value_or(""), task.id, {{"checked", task.is_checked}, {"recurring", task.is_recurring}}});
    }
}

/// The time from the last poll on, or from the earliest that Todoist lists.
std::string since_of(PollStart const& from)
{
    auto earliest = utc_text(std::time(nullptr) - kMaxListedSeconds);
    return std::max(from.since, earliest);
}

}  // namespace

RemoteChanges list_changed_todos(TargetContext& context, PollStart const& from)
{
    Api api(context);
    bool const is_open = from.next.starts_with(kOpen);
    auto const cursor = from.next.empty() ? "" : from.next.substr(from.next.find(' ') + 1);
    auto list = is_open ? api.list_open(cursor)
                        : api.list_completed(since_of(from), utc_text(std::time(nullptr)), cursor);
    RemoteChanges changes{.failure = std::move(list.failure)};
    if (changes.failure)
        return changes;
    add_tasks(changes, list.value.tasks);
    for (auto const& task : list.value.tasks)
        changes.to = std::max(changes.to, task.completed_at);
    if (!list.value.next.empty())
        changes.next = std::string(is_open ? kOpen : kCompleted) + list.value.next;
    else if (!is_open)
        changes.next = kOpen;
    return changes;
}

std::optional<bool> apply_remote_completion(boost::json::object& metadata, boost::json::object const& states)
{
    bool const was_checked = crypto::flag_member(metadata, "checked");
    bool const is_checked = crypto::flag_member(states, "checked");
    bool const is_recurring = crypto::flag_member(states, "recurring");
    if (was_checked == is_checked || (is_recurring && !is_checked))
        return std::nullopt;
    // The remote state, so that it isn't sent back.
    metadata["checked"] = is_checked;
    return is_checked;
}

}  // namespace rmirror::targets::todoist
