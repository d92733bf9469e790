// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app.hpp"
#include "base/threads/thread_failures.hpp"
#include "db/transaction.hpp"
#include "http/problem.hpp"
#include "routes/routes.hpp"

#include <boost/json/array.hpp>

#include <string>
#include <vector>

namespace rmirror::routes {

namespace {

using http::Code;
using http::Reply;

Reply show_alive(App&, Call const&)
{
    return http::ok_text("ok\n").with("Cache-Control", "no-store");
}

/// 503: requests would be answered, but the background work that they cause isn't being done.
Reply threads_failing(std::vector<std::string> const& threads)
{
    auto sentence = std::string("Parts of the server fail and are tried again: ");
    boost::json::array names;
    for (auto const& name : threads) {
        sentence += (names.empty() ? "" : ", ") + name;
        names.emplace_back(name);
    }
    return http::problem(Code::Service_Unavailable, sentence + ". The server's log says why.",
                         {{"threads", std::move(names)}})
        .with("Retry-After", "5");
}

/// An unreachable database throws, and the exception becomes the answer as in every handler.
Reply show_ready(App& app, Call const&)
{
    if (!app.is_serving.load())
        return http::problem(Code::Service_Unavailable,
                             "The server is starting or stopping. Try again in a moment.")
            .with("Retry-After", "1");
    db::as_system(app.pool, [](pqxx::work& work) { work.exec1("SELECT 1"); });
    if (auto const threads = ThreadFailures::of_process().failing(); !threads.empty())
        return threads_failing(threads);
    return http::ok_text("ready\n").with("Cache-Control", "no-store");
}

constexpr Row kHealthRows[] = {
    {http::Method::get,
     "/healthz",
     Access::anyone,
     show_alive,
     {.runs = http::Runs::on_loop, .body_bytes = 0, .traffic = http::Traffic::unlimited}},
    {http::Method::get,
     "/readyz",
     Access::anyone,
     show_ready,
     {.body_bytes = 0, .traffic = http::Traffic::unlimited, .cache_for = std::chrono::seconds(1)}},
};

}  // namespace

Table health_routes()
{
    return kHealthRows;
}

}  // namespace rmirror::routes
