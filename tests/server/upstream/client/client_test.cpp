// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/client/client.hpp"

#include "wire/test_server.hpp"

#include <gtest/gtest.h>

namespace rmirror::upstream {
namespace {

using http::test::Inbox;
using http::test::TestServer;

http::FrontOptions peculiar_routes()
{
    auto const elsewhere = [](http::Request const&) {
        return http::empty_reply(http::Code::Found).with("Location", "/hello");
    };
    auto const echo = [](http::Request const& request) {
        return http::ok_text(request.method_name + " " + request.body + " " +
                             std::string(request.header("X-Given")))
            .with("Retry-After", "7");
    };
    http::FrontOptions front;
    front.routes = {
        {http::Method::get, "/elsewhere", http::replying(elsewhere), http::Runs::on_loop},
        {http::Method::get, "/echo", http::replying(echo), http::Runs::on_loop},
        {http::Method::post, "/echo", http::replying(echo), http::Runs::on_loop},
        {http::Method::remove, "/echo", http::replying(echo), http::Runs::on_loop},
    };
    return front;
}

class UpstreamClient : public testing::Test {
protected:
    Call call(std::string const& path) const
    {
        Call call;
        call.url = "http://127.0.0.1:" + std::to_string(server_.port()) + path;
        return call;
    }

    TestServer server_{{}, peculiar_routes()};
    Client client_;
};

TEST_F(UpstreamClient, brings_status_headers_and_body)
{
    auto const result = client_.ask_and_wait(call("/echo"));
    EXPECT_EQ(result.outcome, CallOutcome::answered) << result.why;
    EXPECT_EQ(result.status, 200);
    EXPECT_EQ(result.headers.at("retry-after"), "7");
    EXPECT_EQ(result.body, "GET  ");
    EXPECT_EQ(client_.ask_and_wait(call("/nowhere")).status, 404);
}

TEST_F(UpstreamClient, sends_methods_bodies_and_headers)
{
    auto post = call("/echo");
    post.method = "POST";
    post.body = "one & two";
    post.headers = {{"X-Given", "three"}};
    EXPECT_EQ(client_.ask_and_wait(post).body, "POST one & two three");
    auto remove = call("/echo");
    remove.method = "DELETE";
    remove.headers = {{"X-Given", ""}};
    EXPECT_EQ(client_.ask_and_wait(remove).body, "DELETE  ");
}

TEST_F(UpstreamClient, follows_no_redirects)
{
    auto const result = client_.ask_and_wait(call("/elsewhere"));
    EXPECT_EQ(result.status, 302);
    EXPECT_EQ(result.headers.at("location"), "/hello");
}

TEST_F(UpstreamClient, takes_no_more_than_it_was_allowed)
{
    auto large = call("/big/100000");
    large.max_bytes = 99'999;
    auto const result = client_.ask_and_wait(large);
    EXPECT_EQ(result.outcome, CallOutcome::too_large);
    EXPECT_EQ(result.body, "");
    large.max_bytes = 100'000;
    EXPECT_EQ(client_.ask_and_wait(large).body.size(), 100'000U);
}

TEST_F(UpstreamClient, gives_up_at_the_deadline)
{
    auto slow = call("/pending");
    slow.deadline = std::chrono::milliseconds(50);
    EXPECT_EQ(client_.ask_and_wait(slow).outcome, CallOutcome::too_late);
}

TEST_F(UpstreamClient, says_when_unreachable_is_there)
{
    Call unreachable;
    unreachable.url = "http://127.0.0.1:1/";
    auto const result = client_.ask_and_wait(unreachable);
    EXPECT_EQ(result.outcome, CallOutcome::unreachable);
    EXPECT_FALSE(result.why.empty());
}

TEST_F(UpstreamClient, speaks_http_alone)
{
    for (auto const* const url :
         {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:70/", "", "http://"}) {
        Call other;
        other.url = url;
        auto const result = client_.ask_and_wait(other);
        EXPECT_EQ(result.outcome, CallOutcome::unreachable) << url;
        EXPECT_EQ(result.body, "") << url;
    }
}

TEST_F(UpstreamClient, refuses_what_would_break_out_of_its_line)
{
    auto const with = [&](std::string name, std::string value) {
        auto broken = call("/echo");
        broken.headers = {{std::move(name), std::move(value)}};
        return broken;
    };
    EXPECT_THROW(client_.ask_and_wait(with("X-Given", "a\r\nX-More: b")), std::invalid_argument);
    EXPECT_THROW(client_.ask_and_wait(with("X\n-Given", "a")), std::invalid_argument);
    EXPECT_THROW(client_.ask_and_wait(with("", "a")), std::invalid_argument);
    auto broken = call("/echo");
    broken.method = "GET / HTTP/1.1\r\nX:";
    EXPECT_THROW(client_.ask_and_wait(broken), std::invalid_argument);
}

TEST_F(UpstreamClient, has_hundreds_under_way_at_once_on_one_thread)
{
    constexpr int kCalls = 300;
    Inbox<CallResult> outcomes;
    for (int i = 0; i < kCalls; ++i)
        client_.ask(call("/pending"), [&](CallResult result) { outcomes.put(std::move(result)); });
    // All have arrived before the first is answered.
    std::vector<http::test::Pending> pending;
    pending.reserve(kCalls);
    for (int i = 0; i < kCalls; ++i)
        pending.push_back(server_.pending().take());
    for (auto const& each : pending)
        each.answer.send(http::ok_text("at last"));
    for (int i = 0; i < kCalls; ++i)
        EXPECT_EQ(outcomes.take().body, "at last");
}

TEST_F(UpstreamClient, begins_no_more_than_it_may)
{
    Client narrow({.max_under_way = 1, .authorities = ""});
    Inbox<CallResult> outcomes;
    auto const keep = [&](CallResult result) { outcomes.put(std::move(result)); };
    narrow.ask(call("/pending"), keep);
    auto const first = server_.pending().take();
    EXPECT_EQ(narrow.ask_and_wait(call("/hello")).outcome, CallOutcome::overloaded);
    first.answer.send(http::ok_text("done"));
    EXPECT_EQ(outcomes.take().body, "done");
}

TEST_F(UpstreamClient, tells_those_who_wait_when_it_ends)
{
    Inbox<CallResult> outcomes;
    std::optional<http::test::Pending> never_answered;
    {
        Client outcome;
        outcome.ask(call("/pending"), [&](CallResult result) { outcomes.put(std::move(result)); });
        never_answered = server_.pending().take();
    }
    EXPECT_EQ(outcomes.take().outcome, CallOutcome::stopped);
}

}  // namespace
}  // namespace rmirror::upstream
