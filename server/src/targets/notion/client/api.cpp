// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/client/api.hpp"

#include "crypto/json_member.hpp"
#include "input/bounded_json.hpp"
#include "notion/calls.hpp"
#include "targets/failure.hpp"

#include <boost/json/serialize.hpp>

#include <chrono>
#include <utility>

namespace rmirror::targets::notion {

namespace {

namespace json = boost::json;
using crypto::text_member;
using queue::ErrorClass;
using queue::Outcome;

constexpr std::string_view kName = "Notion";
constexpr std::chrono::seconds kTimeout{20};
/// Files have some megabytes.
constexpr std::chrono::seconds kFileTimeout{60};

DeliveryResult delivery_result(Outcome outcome, bool stops = false)
{
    return {.outcome = std::move(outcome), .remote = std::nullopt, .others = {}, .stops = stops};
}

bool is_used_up(json::object const& error)
{
    auto const* const more = crypto::object_member(error, "additional_data");
    return more && more->contains("block_limit");
}

/// Recognizes Notion's message for an object that is in the trash or below one that is.
Why why_of_refusal(std::string_view message)
{
    if (message.find("archived ancestor") != std::string_view::npos)
        return Why::gone_above;
    return message.find("archived") != std::string_view::npos ? Why::gone : Why::refused;
}

Object failed(upstream::CallResult const& result)
{
    auto const error = input::object_in_answer(result.body).value_or(json::object());
    std::string const message(text_member(error, "message"));
    if (result.status == 404 && text_member(error, "code") == "object_not_found")
        return {
            .failure = delivery_result(Outcome::retry(ErrorClass::invalid_data,
                                                      "Notion doesn't find this, or it isn't shared with the "
                                                      "connection any more. Share the database "
                                                      "with the connection in Notion.")),
            .why = Why::gone};
    auto const why = why_of_refusal(message);
    if (result.status == 400 && why != Why::refused)
        return {.failure = delivery_result(
                    Outcome::retry(ErrorClass::invalid_data, "This is in Notion's trash. Restore it there.")),
                .why = why};
    if (result.status == 400 || result.status == 413)
        return {.failure = delivery_result(
                    Outcome::rejected(ErrorClass::invalid_data, "Notion refused it: " + message)),
                .why = why};
    if (result.status == 401)
        return {.failure = delivery_result(Outcome::retry(ErrorClass::auth_error,
                                                          "Notion no longer accepts this connection. "
                                                          "Connect Notion again."),
                                           true)};
    if (result.status == 403 && is_used_up(error))
        return {.failure =
                    delivery_result(Outcome::retry(ErrorClass::quota_exceeded,
                                                   "This workspace has used all blocks of its free plan. "
                                                   "Upgrade the plan in Notion, then retry."))};
    if (result.status == 403)
        return {.failure = delivery_result(
                    Outcome::retry(ErrorClass::auth_error,
                                   "Notion doesn't allow this connection to do that. Allow it to "
                                   "read, insert and update content."),
                    true)};
    return {.failure = failure_of(result, kName)};
}

}  // namespace

Object Api::ask(std::string_view method, std::string const& path, json::object const& body)
{
    upstream::Call call;
    call.method = method;
    if (!body.empty()) {
        call.body = json::serialize(body);
        call.headers.emplace_back("Content-Type", "application/json");
    }
    call.deadline = kTimeout;
    return carry_out(std::move(call), path);
}

Object Api::send(std::string const& path, std::string content_type, std::string body)
{
    upstream::Call call;
    call.method = "POST";
    call.body = std::move(body);
    call.headers.emplace_back("Content-Type", std::move(content_type));
    call.deadline = kFileTimeout;
    return carry_out(std::move(call), path);
}

Object Api::carry_out(upstream::Call call, std::string const& path)
{
    call.url = context_.service() + "/v1" + path;
    auto retries = rmirror::notion::retries_for(call.method, path);
    auto const result = context_.ask(std::move(call), {}, std::move(retries));
    if (!is_done(result) || result.outcome != upstream::CallOutcome::answered)
        return failed(result);
    auto object = input::object_in_answer(result.body);
    if (!object)
        return {.failure = unreadable()};
    return {.value = std::move(*object)};
}

Blocks Api::children_of(std::string const& block)
{
    Blocks all;
    for (std::string cursor;;) {
        auto const page = ask("GET", "/blocks/" + block + "/children?page_size=100" +
                                         (cursor.empty() ? "" : "&start_cursor=" + cursor));
        if (page.failure)
            return {.failure = page.failure, .why = page.why};
        if (auto const* const results = crypto::array_member(page.value, "results"))
            all.value.insert(all.value.end(), results->begin(), results->end());
        cursor = text_member(page.value, "next_cursor");
        if (cursor.empty())
            return all;
    }
}

Blocks Api::append(std::string const& parent, json::array children, json::object position)
{
    json::object body{{"children", std::move(children)}};
    if (!position.empty())
        body["position"] = std::move(position);
    auto answer = ask("PATCH", "/blocks/" + parent + "/children", body);
    if (answer.failure)
        return {.failure = std::move(answer.failure), .why = answer.why};
    auto* const results = answer.value.if_contains("results");
    return {.value = results && results->is_array() ? std::move(results->get_array()) : json::array()};
}

std::optional<DeliveryResult> Api::trash_block(std::string const& id)
{
    auto const answer = ask("DELETE", "/blocks/" + id);
    return answer.is_gone() ? std::nullopt : answer.failure;
}

DeliveryResult unreadable()
{
    return delivery_result(Outcome::retry(ErrorClass::network_error,
                                          std::string(kName) + " sent a response that can't be read."));
}

std::optional<DeliveryResult> reason_not_to_recreate(TargetContext const& context, bool was_recreated)
{
    if (context.setting(kRecreatesRemoved) == kOff)
        return delivery_result(Outcome::dropped(ErrorClass::invalid_data,
                                                "It was removed in Notion, so it isn't created again."));
    if (was_recreated)
        return delivery_result(Outcome::dropped(
            ErrorClass::invalid_data, "It was removed in Notion twice, so it isn't created again."));
    return std::nullopt;
}

bool is_out_of_blocks(DeliveryResult const& result)
{
    auto const& outcome = result.outcome;
    return outcome.kind == Outcome::Kind::retry && outcome.error == ErrorClass::quota_exceeded;
}

DeliveryResult result_of_untried(DeliveryResult const& of_another)
{
    auto const& outcome = of_another.outcome;
    if (outcome.kind != Outcome::Kind::retry || of_another.stops || is_out_of_blocks(of_another))
        return of_another;
    return delivery_result(Outcome::later(std::chrono::seconds(0), outcome.message, outcome.error));
}

std::string id_of(json::object const& object)
{
    return std::string(text_member(object, "id"));
}

std::string_view user_of(json::object const& object, std::string_view role)
{
    auto const* const user = crypto::object_member(object, role);
    return user ? text_member(*user, "id") : std::string_view();
}

bool is_in_trash(json::object const& object)
{
    return crypto::flag_member(object, "in_trash");
}

}  // namespace rmirror::targets::notion
