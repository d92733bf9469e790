// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/test_server.hpp"

#include "hashing.hpp"

#include <algorithm>
#include <stdexcept>

namespace rmirror::wire::test {

namespace {

Reply size_and_hash(Request const& request)
{
    return ok_text(std::to_string(request.body.size()) + " " + sha256_hex(request.body));
}

/// Of any size a test asks for; what mutated requests make of the number is bounded.
Reply big(Request const& request)
{
    constexpr std::size_t kMaxBytes = 64U << 20U;
    auto const bytes = std::stoul(std::string(request.parameter("bytes")));
    return ok_text(std::string(std::min(bytes, kMaxBytes), 'x'));
}

Reply fail(Request const&)
{
    throw std::runtime_error("the secret of the house");
}

Reply with_header(Request const& request)
{
    std::string_view const query = request.query;
    return ok_text("ok").with("X-Given", percent_decoded(query.substr(query.find('=') + 1)).value_or(""));
}

}  // namespace

Routes test_routes(Inbox<Pending>& pending)
{
    auto const hello = [](Request const&) { return ok_text("Hello"); };
    auto const client = [](Request const& request) { return ok_text(request.client); };
    auto const keep = [&pending](Request const& request, Answer const& answer) {
        pending.put({request, answer});
    };
    auto const forget = [](Request const&, Answer const&) {};
    auto const echo = [](Request const& request) { return ok_text(std::string(request.parameter("text"))); };
    return {
        {Method::get, "/hello", replying(hello), Runs::on_loop},
        {Method::get, "/big/:bytes", replying(big), Runs::on_loop},
        {Method::post, "/upload", replying(size_and_hash), Runs::on_loop, 1U << 20U},
        {Method::post, "/small", replying(size_and_hash), Runs::on_loop, 10},
        {Method::get, "/throw", replying(fail)},
        {Method::get, "/header", replying(with_header), Runs::on_loop},
        {Method::get, "/client", replying(client), Runs::on_loop},
        {Method::get, "/pending", keep, Runs::on_loop},
        {Method::post, "/pending", keep, Runs::on_loop, 1U << 20U},
        {Method::get, "/forgotten", forget, Runs::on_loop},
        {Method::get, "/work", replying(hello)},
        {Method::get, "/api/v1/echo/:text", replying(echo), Runs::on_loop},
        {Method::remove, "/api/v1/echo/:text", replying(echo), Runs::on_loop},
        {Method::get, "/api/v1/echo/literal", replying(hello), Runs::on_loop},
    };
}

ServerOptions TestServer::options(Limits limits, FrontOptions front, std::size_t threads)
{
    ServerOptions options;
    options.threads = threads;
    options.listen = "127.0.0.1:0";
    limits.tick = std::chrono::milliseconds(10);
    options.limits = limits;
    options.bodies = bodies_;
    options.front = std::move(front);
    for (auto& route : test_routes(pending_))
        options.front.routes.push_back(std::move(route));
    return options;
}

TestServer::TestServer(Limits limits, FrontOptions front, std::size_t body_memory,
                       std::size_t body_memory_each, std::size_t threads)
    : log_(Level::debug,
           [this](std::string const& line) {
               std::lock_guard const lock(log_mutex_);
               log_text_ += line;
           }),
      bodies_(std::make_shared<MemoryBudget>(body_memory, body_memory_each)),
      server_(options(limits, std::move(front), threads), log_)
{}

std::string TestServer::log() const
{
    std::lock_guard const lock(log_mutex_);
    return log_text_;
}

bool TestServer::is_well()
{
    return Client(port()).ask(get("/hello")).body == "Hello";
}

}  // namespace rmirror::wire::test
