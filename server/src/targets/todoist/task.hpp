// SPDX-License-Identifier: AGPL-3.0-or-later
// A to-do as a task in Todoist: what is sent, and what is stored of it in sync_records. Pure functions.
#pragma once

#include "targets/target.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets::todoist {

using Link = std::function<std::string(std::string_view path)>;

/// The label of every task that this server makes.
constexpr std::string_view kLabel = "remarkable";

/// What is said of a to-do, except for its completion.
struct Facts {
    std::string content;  // At most 500 characters.
    std::string
        description;  // Markdown: source with a link, date written, and the whole text of a long to-do.
    std::string due;  // "2026-03-06"; empty: none.
    std::vector<std::string> labels;
};
Facts facts_of(Delivery const& item, Link const& link);

/// A notebook's name as a label, which can't contain blanks and some marks. Empty if nothing is left of it.
std::string label_of(std::string_view notebook_name);

/// The to-do that a task's description links to. Users may have written more around the link.
std::optional<std::string> todo_in(std::string_view description);

/// A task as Todoist answers it.
struct Task {
    std::string id;
    Facts facts;
    bool is_checked = false;
    bool is_deleted = false;
    bool is_recurring = false;
    std::string completed_at = {};
};
/// nullopt if it has no id.
std::optional<Task> task_of(boost::json::object const& answer);

/// The contents of sync_records.metadata. Texts are stored as hashes.
struct Known {
    Facts sent;               // Ours, when they were last sent.
    Facts there;              // What Todoist made of them; what differs from this was changed by the user.
    bool is_checked = false;  // At Todoist, as far as is known.
    bool is_unsent = false;   // The to-do was completed before it was ever sent.
    std::int64_t kept = 0;    // Facts that stay as the user changed them.
};
Known known_of(boost::json::object const& metadata);
boost::json::object json_of(Known const& known);

/// The same with hashes of the texts, as Known stores them.
Facts hashed(Facts const& facts);

struct Update {
    boost::json::object body = {};  // Empty: nothing to change.
    std::int64_t kept = 0;
};
/// What to change so that the task says `facts`: what is new here and wasn't changed there, or everything if
/// `overrides`. Labels that the user added stay.
Update update_of(Facts const& facts, Known const& known, Task const& task, bool overrides);

/// What is known after the update was carried out; `task` is its answer, or the task if nothing was changed.
Known known_after(Facts const& facts, Known known, Update const& update, Task const& task);

/// The body of a new task.
boost::json::object body_of(Facts const& facts);

}  // namespace rmirror::targets::todoist
