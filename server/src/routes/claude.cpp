// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/claude.hpp"

#include "auth/user.hpp"
#include "proxy/claude_call.hpp"

namespace rmirror {

namespace {

constexpr std::size_t kMostBodyBytes = 32U << 20U;  // What Claude itself takes.

http::Route route_to(Services& services, std::string pattern, proxy::ClaudeOperation operation)
{
    auto const pass_on = [&services, operation](http::Request const& request, User const& user,
                                                http::Answer const& answer) {
        proxy::pass_on_to_claude(services.claude, operation, request, user, answer);
    };
    http::Route route{http::Method::post, std::move(pattern), authenticated_late(services, pass_on)};
    route.body_bytes = kMostBodyBytes;
    route.traffic = http::Traffic::proxy;
    // Beyond what a call may take, so that its own deadline speaks first.
    route.patience = proxy::kClaudePatience + std::chrono::seconds(30);
    route.problem_shape = proxy::claude_error;
    return route;
}

}  // namespace

http::Routes claude_routes(Services& services)
{
    using proxy::ClaudeOperation;
    return {route_to(services, "/api/claude/v1/messages", ClaudeOperation::messages),
            route_to(services, "/api/claude/v1/messages/count_tokens", ClaudeOperation::count_tokens)};
}

}  // namespace rmirror
