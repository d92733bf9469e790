// SPDX-License-Identifier: AGPL-3.0-or-later
// Notion's API for other programs. Each endpoint has four paths; the first is the documented one, the others
// are aliases.
#include "app.hpp"
#include "proxy/notion/call.hpp"
#include "proxy/notion/error.hpp"
#include "routes/routes.hpp"

#include <array>
#include <deque>
#include <string>
#include <utility>

namespace rmirror::routes {

namespace {

using proxy::notion::kEndpoints;

/// Notion's own client adds /v1. Users who have connected several workspaces name the connection.
constexpr std::array<std::string_view, 4> kBases = {
    "/api/notion/proxy/v1/",
    "/api/notion/proxy/",
    "/api/notion/proxy/:connection_id/v1/",
    "/api/notion/proxy/:connection_id/",
};

template <std::size_t kIndex>
void forward_call(App& app, Call const& call, http::Answer const& answer)
{
    app.notion_proxy.forward_call(kEndpoints[kIndex], call.request, call.user, answer);
}

template <std::size_t... kIndexes>
constexpr auto handlers_of(std::index_sequence<kIndexes...> /*all*/)
{
    return std::array<AsyncHandler, sizeof...(kIndexes)>{forward_call<kIndexes>...};
}

constexpr auto kHandlers = handlers_of(std::make_index_sequence<kEndpoints.size()>());

/// The rows, and the strings that their paths refer to. A deque keeps the strings where they are.
struct Rows {
    std::deque<std::string> paths;
    std::vector<Row> rows;

    Rows()
    {
        for (auto const base : kBases)
            for (std::size_t index = 0; index < kEndpoints.size(); ++index)
                add(base, index);
    }

    void add(std::string_view base, std::size_t index)
    {
        auto const& endpoint = kEndpoints[index];
        http::Traits traits;
        traits.body_bytes = max_body_bytes(endpoint);
        traits.traffic = http::Traffic::notion;
        traits.user_rate_limit = {endpoint.name, endpoint.per_minute};
        traits.problem_shape = proxy::notion::error_reply;
        auto const& path = paths.emplace_back(std::string(base).append(endpoint.path));
        rows.push_back(
            {endpoint.method, path, Access::user, kHandlers[index], traits, base != kBases.front()});
    }
};

}  // namespace

Table notion_proxy_routes()
{
    static Rows const all;
    return all.rows;
}

}  // namespace rmirror::routes
