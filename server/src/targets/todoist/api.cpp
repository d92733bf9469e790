// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/todoist/api.hpp"

#include "base/percent_encoding.hpp"
#include "crypto/json_member.hpp"
#include "input/bounded_json.hpp"
#include "targets/failure.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>

namespace rmirror::targets::todoist {

namespace {

namespace json = boost::json;
using crypto::text_member;
using queue::ErrorClass;
using queue::Outcome;

constexpr std::string_view kName = "Todoist";
constexpr std::chrono::seconds kTimeout{20};
constexpr std::size_t kMaxAnswerBytes = 16U << 20U;
constexpr std::size_t kListSize = 200;

DeliveryResult result_of(Outcome outcome, bool stops = false)
{
    return {.outcome = std::move(outcome), .remote = std::nullopt, .stops = stops};
}

DeliveryResult no_project()
{
    return result_of(
        Outcome::retry(ErrorClass::invalid_data,
                       "The project no longer exists in Todoist, or is archived. Choose another one."),
        true);
}

DeliveryResult unreadable_task()
{
    return result_of(Outcome::retry(ErrorClass::network_error,
                                    std::string(kName) + " sent a response that can't be read."));
}

DeliveryResult refused_task()
{
    return result_of(Outcome::rejected(ErrorClass::invalid_data, std::string(kName) + " refused the task."));
}

DeliveryResult not_renewed(Renewal why)
{
    if (why == Renewal::unreachable)
        return result_of(
            Outcome::retry(ErrorClass::network_error, std::string(kName) + " can't be reached."));
    return result_of(Outcome::retry(ErrorClass::auth_error,
                                    "Todoist no longer accepts this connection. Connect Todoist again."),
                     true);
}

std::optional<json::object> object_in(upstream::CallResult const& result)
{
    std::string why;
    if (result.outcome != upstream::CallOutcome::answered)
        return std::nullopt;
    auto value = input::parse_answer(result.body, why);
    return value && value->is_object() ? std::optional(std::move(value->as_object())) : std::nullopt;
}

/// Todoist answers 403 for limits of the user's plan too, which are no fault of the token.
std::optional<DeliveryResult> limit_of(std::string_view tag)
{
    if (tag == "MAX_PROJECTS_LIMIT_REACHED")
        return result_of(
            Outcome::rejected(ErrorClass::quota_exceeded,
                              "Todoist allows no more projects on your plan. Choose one that exists, "
                              "or archive one in Todoist."));
    if (tag == "MAX_ITEMS_LIMIT_REACHED")
        return result_of(
            Outcome::retry(ErrorClass::quota_exceeded,
                           "Todoist allows no more tasks in this project. Complete or delete some "
                           "there, or choose another project."));
    if (tag.ends_with("LIMIT_REACHED"))
        return result_of(
            Outcome::retry(ErrorClass::quota_exceeded, "A limit of your plan in Todoist is reached."));
    if (tag == "PROJECT_FROZEN")
        return result_of(
            Outcome::retry(ErrorClass::invalid_data,
                           "The project is frozen in Todoist. Unfreeze it there, or choose another."),
            true);
    return std::nullopt;
}

DeliveryResult failure_in(upstream::CallResult const& result)
{
    constexpr int kForbidden = 403;
    constexpr int kTooMany = 429;
    auto const answer = object_in(result);
    if (answer && result.status == kForbidden)
        if (auto limit = limit_of(text_member(*answer, "error_tag")))
            return std::move(*limit);
    auto failure = failure_of(result, kName);
    auto const* const extra = answer ? crypto::object_member(*answer, "error_extra") : nullptr;
    auto const* const seconds = extra ? extra->if_contains("retry_after") : nullptr;
    if (result.status == kTooMany && seconds && seconds->is_int64() &&
        !upstream::retry_after_of(result.headers)) {
        constexpr std::int64_t kDay = 86'400;
        failure.outcome.after = std::chrono::seconds(std::clamp<std::int64_t>(seconds->as_int64(), 1, kDay));
    }
    return failure;
}

}  // namespace

upstream::CallResult Api::ask_with_token(upstream::Call call)
{
    call.headers.emplace_back("Authorization", "Bearer " + context_.secret("token").reveal());
    return context_.ask(std::move(call), kCalls);
}

Answered<json::object> Api::ask(std::string method, std::string const& path, std::string body,
                                std::string const& request_id)
{
    upstream::Call call;
    call.method = std::move(method);
    call.url = context_.service() + "/api/v1/" + path;
    call.body = std::move(body);
    if (!call.body.empty())
        call.headers.emplace_back("Content-Type", "application/json");
    if (!request_id.empty())
        call.headers.emplace_back("X-Request-Id", request_id);
    call.deadline = kTimeout;
    call.max_bytes = kMaxAnswerBytes;
    auto result = ask_with_token(call);
    constexpr int kNoContent = 204;
    constexpr int kBadRequest = 400;
    constexpr int kUnauthorized = 401;
    constexpr int kNotFound = 404;
    if (result.status == kUnauthorized && context_.values().is_granted) {
        auto const renewal = context_.renew("token");
        if (renewal != Renewal::renewed)
            return {.failure = not_renewed(renewal)};
        result = ask_with_token(std::move(call));
    }
    if (!is_done(result))
        return {.failure = failure_in(result),
                .is_gone = result.status == kNotFound,
                .is_refused = result.status == kBadRequest};
    if (result.status == kNoContent)
        return {};
    auto answer = object_in(result);
    if (!answer)
        return {.failure = unreadable_task()};
    return {.value = std::move(*answer)};
}

std::optional<DeliveryResult> Api::check_project(std::string const& project)
{
    if (project == kInbox)
        return ask("GET", "projects?limit=1").failure;
    auto answer = ask("GET", "projects/" + percent_encoded(project));
    bool const is_gone = answer.is_gone || answer.is_refused ||
                         crypto::flag_member(answer.value, "is_deleted") ||
                         crypto::flag_member(answer.value, "is_archived");
    return is_gone ? no_project() : std::move(answer.failure);
}

Answered<std::vector<Project>> Api::list_projects()
{
    std::vector<Project> projects;
    std::string cursor;
    do {
        auto const from = cursor.empty() ? "" : "&cursor=" + percent_encoded(cursor);
        auto answer = ask("GET", "projects?limit=" + std::to_string(kListSize) + from);
        auto const* const results = crypto::array_member(answer.value, "results");
        if (answer.failure || !results)
            return {.failure = answer.failure ? std::move(*answer.failure) : unreadable_task()};
        for (auto const& each : *results)
            if (auto const* const project = each.if_object())
                if (!crypto::flag_member(*project, "inbox_project"))
                    projects.push_back({std::string(text_member(*project, "id")),
                                        std::string(text_member(*project, "name"))});
        cursor = text_member(answer.value, "next_cursor");
    } while (!cursor.empty());
    return {.value = std::move(projects)};
}

Answered<Project> Api::create_project(std::string const& name, std::string const& request_id)
{
    auto answer = ask("POST", "projects", json::serialize(json::object{{"name", name}}), request_id);
    if (answer.failure)
        return {.failure = std::move(answer.failure)};
    Project project{std::string(text_member(answer.value, "id")),
                    std::string(text_member(answer.value, "name"))};
    if (project.id.empty())
        return {.failure = unreadable_task()};
    return {.value = std::move(project)};
}

Answered<Task> Api::ask_task(std::string method, std::string const& path, json::object const& body,
                             std::string const& request_id)
{
    auto answer = ask(std::move(method), path, body.empty() ? "" : json::serialize(body), request_id);
    if (answer.failure)
        return {
            .failure = std::move(answer.failure), .is_gone = answer.is_gone, .is_refused = answer.is_refused};
    auto task = task_of(answer.value);
    if (!task)
        return {.failure = unreadable_task()};
    bool const is_gone = task->is_deleted;
    return {.value = std::move(*task), .is_gone = is_gone};
}

Answered<Task> Api::get(std::string const& id)
{
    return ask_task("GET", "tasks/" + percent_encoded(id), {}, "");
}

Answered<Task> Api::create(json::object body, std::string const& request_id)
{
    if (auto const& project = context_.setting("project"); project != kInbox)
        body["project_id"] = project;
    auto created = ask_task("POST", "tasks", body, request_id);
    if (!created.is_refused && !(created.is_gone && created.failure))
        return created;
    // The project may be the reason, which concerns all tasks.
    if (auto about_project = check_project(context_.setting("project")))
        return {.failure = std::move(about_project)};
    created.failure = refused_task();
    return created;
}

Answered<Task> Api::update(std::string const& id, json::object const& body, std::string const& request_id)
{
    auto updated = ask_task("POST", "tasks/" + percent_encoded(id), body, request_id);
    if (updated.is_refused)
        updated.failure = refused_task();
    return updated;
}

Answered<bool> Api::set_checked(std::string const& id, bool is_checked, std::string const& request_id)
{
    auto answer =
        ask("POST", "tasks/" + percent_encoded(id) + (is_checked ? "/close" : "/reopen"), "", request_id);
    return {.value = is_checked,
            .failure = std::move(answer.failure),
            .is_gone = answer.is_gone,
            .is_refused = answer.is_refused};
}

Answered<bool> Api::remove(std::string const& id)
{
    auto answer = ask("DELETE", "tasks/" + percent_encoded(id));
    if (answer.is_gone)
        answer.failure = std::nullopt;
    return {.value = true, .failure = std::move(answer.failure), .is_gone = answer.is_gone};
}

Answered<TaskList> Api::ask_list(std::string const& path, std::string const& cursor, std::string_view member)
{
    auto const from = cursor.empty() ? "" : "&cursor=" + percent_encoded(cursor);
    auto answer = ask("GET", path + "&limit=" + std::to_string(kListSize) + from);
    auto const* const results = crypto::array_member(answer.value, member);
    if (answer.failure || !results)
        return {.failure = answer.failure ? std::move(*answer.failure) : unreadable_task()};
    TaskList list{.next = std::string(text_member(answer.value, "next_cursor"))};
    for (auto const& each : *results)
        if (auto const* const object = each.if_object())
            if (auto task = task_of(*object))
                list.tasks.push_back(std::move(*task));
    return {.value = std::move(list)};
}

Answered<TaskList> Api::list_open(std::string const& cursor)
{
    return ask_list("tasks?label=" + percent_encoded(kLabel), cursor, "results");
}

Answered<TaskList> Api::list_completed(std::string const& since, std::string const& until,
                                       std::string const& cursor)
{
    return ask_list("tasks/completed/by_completion_date?since=" + percent_encoded(since) +
                        "&until=" + percent_encoded(until),
                    cursor, "items");
}

}  // namespace rmirror::targets::todoist
