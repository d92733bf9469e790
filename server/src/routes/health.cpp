// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/health.hpp"

#include "http/problem.hpp"

namespace rmirror {

using http::Code;
using http::Method;
using http::Reply;
using http::Request;
using http::Runs;
using http::Traffic;

http::Routes health_routes(std::atomic<bool> const& ready)
{
    auto const alive = [](Request const&) { return http::ok_text("ok\n").with("Cache-Control", "no-store"); };
    auto const is_ready = [&ready](Request const&) -> Reply {
        if (!ready.load())
            return http::problem(Code::Service_Unavailable, "The server is starting or stopping.")
                .with("Retry-After", "1");
        return http::ok_text("ready\n").with("Cache-Control", "no-store");
    };
    return {
        {Method::get, "/healthz", http::Handler(alive), Runs::on_loop, 0, Traffic::unlimited},
        {Method::get, "/readyz", http::Handler(is_ready), Runs::on_loop, 0, Traffic::unlimited},
    };
}

}  // namespace rmirror
