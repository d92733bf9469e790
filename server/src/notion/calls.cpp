// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/calls.hpp"

#include "input/bounded_json.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::notion {

namespace json = boost::json;

namespace {

/// One in kKept of the allowed calls is reserved for interactive traffic.
constexpr std::size_t kKept = 20;
/// The window is lengthened by 1/kMargin (1.5 s per minute), because calls can overtake each other in transit
/// by that much (docs/decisions/0050-rate-limits-across-processes.md).
constexpr std::size_t kMargin = 40;

/// Limits for one user's interactive calls, from all sources together. Workers are already limited by their
/// few threads.
constexpr std::size_t kMaxAtOnce = 30;
constexpr std::size_t kMaxWaiting = 100;

/// The `additional_data` member of an error body.
json::object more_about(upstream::CallResult const& result)
{
    auto const object = input::object_in_answer(result.body);
    auto const* const more = object ? object->if_contains("additional_data") : nullptr;
    return more && more->is_object() ? more->get_object() : json::object();
}

bool has_reason(upstream::CallResult const& result, std::string_view reason)
{
    auto const more = more_about(result);
    auto const* const given = more.if_contains("rate_limit_reason");
    return given && given->is_string() && given->get_string() == reason;
}

bool is_for_workspace(upstream::CallResult const& result)
{
    return result.status == 429 && has_reason(result, "public_api_space_request_rate_limit");
}

/// A retry can't succeed: the integration is blocked, or the plan's block limit is used up.
bool is_final(upstream::CallResult const& result)
{
    if (result.status == 403)
        return more_about(result).contains("block_limit");
    return has_reason(result, "public_api_request_blocked");
}

bool is_read(std::string_view method, std::string_view path)
{
    return method == "GET" || (method == "POST" && (path.ends_with("/search") || path.ends_with("/query")));
}

}  // namespace

Allowance allowance(Settings const& settings)
{
    return {.calls = settings.count("RMIRROR_NOTION_CALLS_PER_MINUTE")};
}

namespace {

std::size_t kept_of(Allowance const& allowance)
{
    return (allowance.calls + kKept - 1) / kKept;
}

}  // namespace

std::size_t background_calls(Allowance const& allowance)
{
    return std::max<std::size_t>(allowance.calls - kept_of(allowance), 1);
}

upstream::Share share_of(UserId const& user_id, std::string limit, std::string workspace_id, Traffic traffic,
                         Allowance const& allowance)
{
    upstream::Share share;
    bool const is_background = traffic == Traffic::background;
    // A user's workers and interactive clients queue separately.
    share.owner = user_id.text() + (is_background ? "/background" : "");
    if (!is_background) {
        share.at_once = kMaxAtOnce;
        share.waiting = kMaxWaiting;
    }
    share.limit = std::move(limit);
    share.group = std::move(workspace_id);
    share.is_for_group = is_for_workspace;
    share.priority = is_background ? upstream::Priority::background : upstream::Priority::interactive;
    share.rate.calls = allowance.calls;
    share.rate.window = allowance.window + allowance.window / kMargin;
    share.rate.kept = kept_of(allowance);
    return share;
}

upstream::Retries retries_for(std::string_view method, std::string_view path)
{
    upstream::Retries retries;
    retries.repeatable = method == "DELETE" || is_read(method, path);
    // With these statuses Notion guarantees that the call was not carried out.
    retries.statuses = {409, 429, 529};
    if (retries.repeatable)
        retries.statuses.insert(retries.statuses.end(), {500, 502, 503, 504});
    retries.is_final = is_final;
    return retries;
}

}  // namespace rmirror::notion
