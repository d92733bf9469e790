// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "proxy/claude/call.hpp"
#include "proxy/claude/models.hpp"
#include "routes/routes.hpp"

namespace rmirror::routes {

namespace {

using proxy::claude::Operation;

template <Operation kOperation>
void forward_call(App& app, Call const& call, http::Answer const& answer)
{
    proxy::claude::forward_call(app.claude, kOperation, call.request, call.user, answer);
}

http::Reply list_models(App& app, Call const& /*call*/)
{
    return proxy::claude::list_models(app.claude);
}

http::Reply show_model(App& app, Call const& call)
{
    return proxy::claude::show_model(app.claude, call.request.parameter("id"));
}

constexpr http::Traits kTraits{
    .body_bytes = 32U << 20U,  // The limit of the Claude API itself.
    .traffic = http::Traffic::proxy,
    // Longer than the call to Claude may take, so that the call's own timeout answers first.
    .timeout = proxy::claude::kTimeout + std::chrono::seconds(30),
    .problem_shape = proxy::claude::error_reply,
    .key_header = "x-api-key",
};
constexpr http::Traits kListTraits{.problem_shape = kTraits.problem_shape, .key_header = kTraits.key_header};

constexpr Row kClaudeRows[] = {
    {http::Method::post, "/api/claude/v1/messages", Access::user, forward_call<Operation::messages>, kTraits},
    {http::Method::post, "/api/claude/v1/messages/count_tokens", Access::user,
     forward_call<Operation::count_tokens>, kTraits},
    {http::Method::get, "/api/claude/v1/models", Access::user, list_models, kListTraits},
    {http::Method::get, "/api/claude/v1/models/:id", Access::user, show_model, kListTraits},
};

}  // namespace

Table claude_routes()
{
    return kClaudeRows;
}

}  // namespace rmirror::routes
