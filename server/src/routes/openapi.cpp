// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/openapi.hpp"

namespace rmirror {

/// shared/openapi.yaml, put into the program when it is built.
extern char const kOpenApi[];

http::Routes openapi_routes()
{
    auto const body = std::make_shared<std::string const>(kOpenApi);
    auto const contract = [body](http::Request const&) {
        return http::Reply{.content_type = "application/yaml", .body = body, .headers = {}}.with(
            "Cache-Control", "no-cache");
    };
    return {{http::Method::get, "/api/openapi.yaml", http::Handler(contract), http::Runs::on_loop}};
}

}  // namespace rmirror
