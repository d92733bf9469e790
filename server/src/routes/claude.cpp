// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "proxy/claude/call.hpp"
#include "routes/routes.hpp"

namespace rmirror::routes {

namespace {

using proxy::claude::Operation;

template <Operation kOperation>
void pass_on(App& app, Call const& call, http::Answer const& answer)
{
    proxy::claude::pass_on(app.claude, kOperation, call.request, call.user, answer);
}

constexpr http::Traits kTraits{
    .body_bytes = 32U << 20U,  // What Claude itself takes.
    .traffic = http::Traffic::proxy,
    // Beyond what a call may take, so that its own deadline speaks first.
    .timeout = proxy::claude::kTimeout + std::chrono::seconds(30),
    .problem_shape = proxy::claude::error_reply,
    .key_header = "x-api-key",
};

constexpr Row kRows[] = {
    {http::Method::post, "/api/claude/v1/messages", Access::user, pass_on<Operation::messages>, kTraits},
    {http::Method::post, "/api/claude/v1/messages/count_tokens", Access::user,
     pass_on<Operation::count_tokens>, kTraits},
};

}  // namespace

Table claude_routes()
{
    return kRows;
}

}  // namespace rmirror::routes
