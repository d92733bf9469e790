// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/notion/error.hpp"

#include "http/problem.hpp"

#include <boost/json.hpp>

namespace rmirror::proxy::notion {

namespace json = boost::json;
using http::Code;
using rmirror::notion::NoAccess;

namespace {

constexpr std::string_view kUnknownAddress = "invalid_request_url";

/// Error codes known to Notion's own client.
std::string_view code_of(int status)
{
    switch (status) {
        case 401:
            return "unauthorized";
        case 403:
            return "restricted_resource";
        case 404:
        case 405:
            return kUnknownAddress;
        case 409:
            return "conflict_error";
        case 429:
            return "rate_limited";
        case 500:
            return "internal_server_error";
        case 504:
            return "gateway_timeout";
        case 529:
            return "service_overload";
        default:
            return status < 500 ? "validation_error" : "service_unavailable";
    }
}

http::Reply refusal(Code status, NoAccess why, std::string_view reason, std::string_view code)
{
    return http::problem(status, rmirror::notion::sentence_about(why), {{"reason", reason}, {"code", code}});
}

}  // namespace

http::Reply refusal_of(NoAccess why)
{
    switch (why) {
        case NoAccess::none:
            return refusal(Code::Not_Found, why, "not_connected", "object_not_found");
        case NoAccess::broken:
            return refusal(Code::Unauthorized, why, "connection_broken", "unauthorized");
        case NoAccess::blocked:
            return refusal(Code::Forbidden, why, "workspace_blocked", "restricted_resource");
        case NoAccess::missing_key:
        case NoAccess::unreachable:
            break;
    }
    return refusal(Code::Service_Unavailable, why, "unavailable", "service_unavailable");
}

http::Reply error_reply(http::Reply const& problem, std::string const& request_id)
{
    auto const said = json::parse(*problem.body).as_object();
    json::object mark = {{"refused_by", "rmirror"}};
    if (auto const* const reason = said.if_contains("reason"))
        mark["reason"] = *reason;
    auto reply = problem;
    auto const status = static_cast<int>(problem.status);
    auto const* const own = said.if_contains("code");
    auto const code = own ? std::string_view(own->as_string()) : code_of(status);
    // Notion answers 400 where an address or method doesn't exist, never 404 or 405.
    if (code == kUnknownAddress)
        reply.status = Code::Bad_Request;
    json::object const error = {
        {"object", "error"},
        {"status", static_cast<int>(reply.status)},
        {"code", json::string_view(code.data(), code.size())},
        {"message", said.at("detail")},
        {"additional_data", mark},
        {"request_id", request_id},
    };
    reply.content_type = "application/json";
    reply.body = std::make_shared<std::string const>(json::serialize(error));
    return std::move(reply).with("x-notion-request-id", request_id);
}

}  // namespace rmirror::proxy::notion
