// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/claude/call.hpp"

#include <boost/json.hpp>

namespace rmirror::proxy::claude {

namespace json = boost::json;

namespace {

std::string_view type_of(int status)
{
    switch (status) {
        case 400:
            return "invalid_request_error";
        case 401:
            return "authentication_error";
        case 402:
            return "billing_error";
        case 403:
            return "permission_error";
        case 404:
            return "not_found_error";
        case 409:
            return "conflict_error";
        case 413:
            return "request_too_large";
        case 429:
            return "rate_limit_error";
        case 504:
            return "timeout_error";
        case 529:
            return "overloaded_error";
        default:
            return status < 500 ? "invalid_request_error" : "api_error";
    }
}

}  // namespace

http::Reply error_reply(http::Reply const& problem, std::string const& request_id)
{
    auto const type = type_of(static_cast<int>(problem.status));
    json::object const said = {
        {"type", json::string_view(type.data(), type.size())},
        {"message", json::parse(*problem.body).at("detail")},
    };
    auto reply = problem;
    reply.content_type = "application/json";
    reply.body = std::make_shared<std::string const>(
        json::serialize(json::object{{"type", "error"}, {"error", said}, {"request_id", request_id}}));
    return std::move(reply).with("request-id", request_id);
}

}  // namespace rmirror::proxy::claude
