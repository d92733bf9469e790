// SPDX-License-Identifier: AGPL-3.0-or-later
// The calls of Todoist's API v1 that this server makes (developer.todoist.com/api/v1), with one user's token.
#pragma once

#include "targets/todoist/task.hpp"

#include <boost/json/object.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets::todoist {

/// The value of the setting for the project that Todoist makes for everybody.
constexpr std::string_view kInbox = "inbox";

/// Below Todoist's 1,000 calls in 15 minutes, because the user's other programs count too.
constexpr RateLimit kCalls{.of = "", .per_minute = 60, .minutes = 15};

/// The result of a call. `is_gone` and `is_refused` come with a failure.
template <typename T>
struct Answered {
    T value = {};
    std::optional<DeliveryResult> failure = std::nullopt;
    bool is_gone = false;     // 404, or marked as deleted.
    bool is_refused = false;  // 400: something in the call is wrong.
};

struct Project {
    std::string id;
    std::string name;
};

/// A piece of a list of tasks.
struct TaskList {
    std::vector<Task> tasks;
    std::string next;  // Cursor; empty: it is complete.
};

class Api {
public:
    explicit Api(TargetContext& context) : context_(context) {}

    /// Returns why tasks can't be made in the project, if so: the token, or the project.
    std::optional<DeliveryResult> check_project(std::string const& project);
    Answered<std::vector<Project>> list_projects();
    Answered<Project> create_project(std::string const& name, std::string const& request_id);

    Answered<Task> get(std::string const& id);
    /// Calls with the same request id have one effect.
    Answered<Task> create(boost::json::object body, std::string const& request_id);
    Answered<Task> update(std::string const& id, boost::json::object const& body,
                          std::string const& request_id);
    Answered<bool> set_checked(std::string const& id, bool is_checked, std::string const& request_id);
    Answered<bool> remove(std::string const& id);

    /// Open tasks with our label, in all projects.
    Answered<TaskList> list_open(std::string const& cursor);
    /// All tasks that were completed in this time, which Todoist limits to three months.
    Answered<TaskList> list_completed(std::string const& since, std::string const& until,
                                      std::string const& cursor);

private:
    upstream::CallResult ask_with_token(upstream::Call call);
    Answered<boost::json::object> ask(std::string method, std::string const& path, std::string body = "",
                                      std::string const& request_id = "");
    Answered<Task> ask_task(std::string method, std::string const& path, boost::json::object const& body,
                            std::string const& request_id);
    Answered<TaskList> ask_list(std::string const& path, std::string const& cursor, std::string_view member);

    TargetContext& context_;
};

}  // namespace rmirror::targets::todoist
