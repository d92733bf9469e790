// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/routes.hpp"

namespace rmirror {

/// shared/openapi.yaml, embedded at build time.
extern char const kOpenApi[];

}  // namespace rmirror

namespace rmirror::routes {

namespace {

http::Reply show_contract(App&, Call const&)
{
    static auto const body = std::make_shared<std::string const>(kOpenApi);
    return http::Reply{.content_type = "application/yaml", .body = body, .headers = {}}.with("Cache-Control",
                                                                                             "no-cache");
}

constexpr Row kOpenapiRows[] = {
    {http::Method::get, "/api/openapi.yaml", Access::anyone, show_contract, {.runs = http::Runs::on_loop}},
};

}  // namespace

Table openapi_routes()
{
    return kOpenapiRows;
}

}  // namespace rmirror::routes
