// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/health.hpp"

#include "db/transaction.hpp"
#include "http/problem.hpp"

namespace rmirror {

using http::Code;
using http::Method;
using http::Reply;
using http::Request;
using http::Runs;
using http::Traffic;

namespace {

Reply alive()
{
    return http::ok_text("ok\n").with("Cache-Control", "no-store");
}

/// A database that is gone answers by an exception, as for every handler.
Reply is_ready(Services& services)
{
    if (!services.serving.load())
        return http::problem(Code::Service_Unavailable, "The server is starting or stopping.")
            .with("Retry-After", "1");
    db::as_system(services.pool, [](pqxx::work& work) { work.exec1("SELECT 1"); });
    return http::ok_text("ready\n").with("Cache-Control", "no-store");
}

}  // namespace

http::Routes health_routes(Services& services)
{
    return {
        {Method::get, "/healthz", http::Handler([](Request const&) { return alive(); }), Runs::on_loop, 0,
         Traffic::unlimited},
        {Method::get, "/readyz", http::Handler([&services](Request const&) { return is_ready(services); }),
         Runs::on_worker, 0, Traffic::unlimited},
    };
}

}  // namespace rmirror
