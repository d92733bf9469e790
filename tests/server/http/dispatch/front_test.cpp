// SPDX-License-Identifier: AGPL-3.0-or-later
// Routing, origins, proxies, and stopping.
#include "http/problem.hpp"
#include "wire/test_server.hpp"

#include <atomic>
#include <deque>
#include <stdexcept>

namespace rmirror::http {
namespace {

using namespace wire::test;

std::string ask_with(std::string const& method, std::string const& path, std::string const& headers = "")
{
    return method + " " + path + " HTTP/1.1\r\nHost: t\r\n" + headers + "\r\n";
}

TEST(Routing, decodes_after_splitting)
{
    TestServer server;
    Client client(server.port());
    EXPECT_EQ(client.ask(get("/api/v1/echo/a%2Fb%20c")).body, "a/b c");
    EXPECT_EQ(client.ask(get("/api/v1/ech%6f/x")).body, "x");
    EXPECT_EQ(client.ask(get("/api/v1/echo%2Fx")).status, 404);
    EXPECT_EQ(client.ask(get("/api/v1/echo/")).status, 404);
    EXPECT_EQ(client.ask(get("/api/v1//echo/x")).status, 404);
    EXPECT_EQ(client.ask(get("/api/v1/echo/%00")).status, 400);
    EXPECT_EQ(client.ask(get("/hello/")).status, 404);
}

TEST(Routing, prefers_literal_segments)
{
    TestServer server;
    Client client(server.port());
    EXPECT_EQ(client.ask(get("/api/v1/echo/literal")).body, "Hello");
    EXPECT_EQ(client.ask(ask_with("DELETE", "/api/v1/echo/literal")).body, "literal");
}

TEST(Routing, tells_which_methods_a_path_takes)
{
    TestServer server;
    Client client(server.port());
    auto const answer = client.ask(ask_with("PUT", "/api/v1/echo/x"));
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(answer.header("allow"), "GET, HEAD, DELETE, OPTIONS");
    EXPECT_EQ(client.ask(ask_with("BREW", "/hello")).status, 405);
    auto const options = client.ask(ask_with("OPTIONS", "/hello"));
    EXPECT_EQ(options.status, 204);
    EXPECT_EQ(options.header("allow"), "GET, HEAD, OPTIONS");
    EXPECT_EQ(client.ask(ask_with("OPTIONS", "/nowhere")).status, 404);
    EXPECT_EQ(client.ask(ask_with("OPTIONS", "*")).status, 204);
}

TEST(Routing, refuses_before_it_reads_a_body)
{
    TestServer server;
    Client client(server.port());
    EXPECT_EQ(client.ask(ask_with("POST", "/nowhere", "Content-Length: 1000000\r\n")).status, 404);
    EXPECT_EQ(client.receive_rest(), "");
}

TEST(Routing, passes_over_a_small_body_that_came_with_what_is_refused)
{
    TestServer server;
    Client client(server.port());
    EXPECT_EQ(client.ask(ask_with("POST", "/nowhere", "Content-Length: 5\r\n") + "hello").status, 404);
    EXPECT_EQ(
        client.ask(ask_with("POST", "/nowhere", "Transfer-Encoding: chunked\r\n") + "5\r\nhello\r\n0\r\n\r\n")
            .status,
        404);
    EXPECT_EQ(client.ask(get("/hello")).body, "Hello");
}

TEST(Routing, refuses_two_rows_for_the_same)
{
    auto const handler = [](Request const&) { return ok_text(""); };
    EXPECT_THROW(
        Router({{Method::get, "/a/:x", replying(handler)}, {Method::get, "/a/:y", replying(handler)}}),
        std::logic_error);
    Router const router({{Method::post, "/b", replying(handler)}, {Method::get, "/a/:x", replying(handler)}});
    EXPECT_EQ(router.allowed_methods("/b"), "POST, OPTIONS");
    EXPECT_EQ(router.allowed_methods("/a/1"), "GET, HEAD, OPTIONS");
}

TEST(Fallback, answers_reads_outside_of_the_api_alone)
{
    FrontOptions front;
    front.fallback = [](Request const& request) { return ok_text("page " + request.path); };
    TestServer server({}, std::move(front));
    Client client(server.port());
    EXPECT_EQ(client.ask(get("/notebooks/1")).body, "page /notebooks/1");
    EXPECT_EQ(client.ask(get("/hello")).body, "Hello");
    EXPECT_EQ(client.ask(get("/api/v2/nothing")).status, 404);
    EXPECT_EQ(client.ask(ask_with("POST", "/notebooks/1")).status, 404);
}

class CrossOrigin : public testing::Test {
protected:
    static FrontOptions front()
    {
        FrontOptions front;
        front.allowed_origins = {"https://notes.example"};
        return front;
    }

    TestServer server{{}, front()};
    Client client{server.port()};
};

TEST_F(CrossOrigin, calls_of_listed_origins_are_allowed_errors_included)
{
    for (auto const* const path : {"/hello", "/nowhere", "/throw"}) {
        auto const answer = client.ask(get(path, "Origin: https://notes.example\r\n"));
        EXPECT_EQ(answer.header("access-control-allow-origin"), "https://notes.example") << path;
        EXPECT_EQ(answer.header("access-control-allow-credentials"), "true");
        EXPECT_EQ(answer.header("vary"), "Origin");
    }
}

TEST_F(CrossOrigin, calls_of_others_get_no_permission)
{
    for (auto const* const origin :
         {"https://evil.example", "null", "https://notes.example.evil", "HTTPS://NOTES.EXAMPLE"}) {
        auto const answer = client.ask(get("/hello", "Origin: " + std::string(origin) + "\r\n"));
        EXPECT_EQ(answer.header("access-control-allow-origin"), "") << origin;
        EXPECT_EQ(answer.header("vary"), "Origin");
    }
}

TEST_F(CrossOrigin, questions_before_a_call_are_answered)
{
    auto const answer =
        client.ask(ask_with("OPTIONS", "/api/v1/echo/x",
                            "Origin: https://notes.example\r\nAccess-Control-Request-Method: DELETE\r\n"));
    EXPECT_EQ(answer.status, 204);
    EXPECT_EQ(answer.header("access-control-allow-methods"), "GET, HEAD, DELETE, OPTIONS");
    EXPECT_NE(answer.header("access-control-allow-headers").find("Authorization"), std::string::npos);
}

TEST(TrustedProxies, only_they_may_name_the_client)
{
    FrontOptions front;
    front.trusted_proxies = TrustedProxies::parse({"127.0.0.0/8"}).value();
    TestServer trusting({}, std::move(front));
    auto const forwarded = get("/client", "X-Forwarded-For: 1.1.1.1, 203.0.113.7\r\n");
    EXPECT_EQ(Client(trusting.port()).ask(forwarded).body, "203.0.113.7");
    TestServer strict;
    EXPECT_EQ(Client(strict.port()).ask(forwarded).body, "127.0.0.1");
}

TEST(TrustedProxies, may_add_a_field_of_their_own)
{
    FrontOptions front;
    front.trusted_proxies = TrustedProxies::parse({"127.0.0.1"}).value();
    TestServer server({}, std::move(front));
    // The first is what the client wrote to pretend another address.
    auto const forwarded =
        get("/client", "X-Forwarded-For: 1.1.1.1\r\nX-Other: x\r\nx-forwarded-for: 203.0.113.7\r\n");
    EXPECT_EQ(Client(server.port()).ask(forwarded).body, "203.0.113.7");
}

TEST(Loopback, is_this_machine_alone)
{
    for (auto const* const own : {"127.0.0.1", "127.8.9.1", "::1", "::ffff:127.0.0.1"})
        EXPECT_TRUE(is_loopback(own)) << own;
    for (auto const* const other :
         {"128.0.0.1", "10.0.0.1", "::2", "::ffff:10.0.0.1", "fe80::1", "", "localhost"})
        EXPECT_FALSE(is_loopback(other)) << other;
}

TEST(TrustedProxies, are_walked_through_from_the_right)
{
    auto const proxies = TrustedProxies::parse({"10.0.0.0/8", "2001:db8::/32", "127.0.0.1"}).value();
    EXPECT_EQ(proxies.client_of("127.0.0.1", "6.6.6.6, 198.51.100.1, 10.2.3.4"), "198.51.100.1");
    EXPECT_EQ(proxies.client_of("127.0.0.1", "10.1.1.1"), "10.1.1.1");
    EXPECT_EQ(proxies.client_of("192.0.2.1", "198.51.100.1"), "192.0.2.1");
    EXPECT_EQ(proxies.client_of("2001:db8::9", "2001:dead::1"), "2001:dead::1");
    EXPECT_EQ(proxies.client_of("::ffff:10.0.0.1", "198.51.100.1"), "198.51.100.1");
    EXPECT_EQ(proxies.client_of("127.0.0.1", "<script>"), "127.0.0.1");
    EXPECT_FALSE(proxies.trusts("11.0.0.1"));
}

TEST(TrustedProxies, may_write_ports_and_ipv4_as_ipv6)
{
    auto const proxies = TrustedProxies::parse({"127.0.0.1", "10.0.0.0/8"}).value();
    for (auto const& [written, client] :
         {std::pair("192.0.2.1:51000", "192.0.2.1"), std::pair("[2001:db8::1]:51000", "2001:db8::1"),
          std::pair("[2001:db8::1]", "2001:db8::1"), std::pair("2001:DB8:0::1", "2001:db8::1"),
          std::pair("192.0.2.1:51000, 10.0.0.1:80", "192.0.2.1"), std::pair("::ffff:192.0.2.1", "192.0.2.1"),
          std::pair("[::ffff:192.0.2.1]:5", "192.0.2.1")})
        EXPECT_EQ(proxies.client_of("127.0.0.1", written), client) << written;
    EXPECT_EQ(proxies.client_of("::ffff:192.0.2.9", ""), "192.0.2.9");
    for (auto const* const nonsense :
         {"192.0.2.1:", "192.0.2.1:x", "192.0.2.1:123456", "[192.0.2.1]:80", "[2001:db8::1", "[]", "[", ":80",
          "[2001:db8::1]80", "[2001:db8::1]:", "unknown"})
        EXPECT_EQ(proxies.client_of("127.0.0.1", nonsense), "127.0.0.1") << nonsense;
}

TEST(TrustedProxies, must_be_addresses_or_networks)
{
    for (auto const* const bad :
         {"proxy.example", "10.0.0.0/33", "10.0.0.0/", "::1/129", "10.0.0/8", "::ffff:10.0.0.0/8"}) {
        auto const proxies = TrustedProxies::parse({bad});
        ASSERT_FALSE(proxies.ok()) << bad;
        EXPECT_NE(proxies.error().sentence.find(bad), std::string::npos);
    }
}

TEST(Drain, answers_what_is_under_way_and_lets_everyone_go)
{
    TestServer server;
    Client idle(server.port());
    EXPECT_EQ(idle.ask(get("/hello")).status, 200);
    std::deque<Client> waiting;
    std::vector<Pending> pending;
    for (int i = 0; i < 20; ++i) {
        waiting.emplace_back(server.port());
        waiting.back().send(get("/pending"));
        pending.push_back(server.pending().take());
    }
    bool all_gone = false;
    std::thread draining([&] { all_gone = server.server().drain(std::chrono::seconds(20)); });
    EXPECT_EQ(idle.receive_rest(), "");
    EXPECT_THROW(Client(server.port()).ask(get("/hello")), std::runtime_error);
    for (auto const& each : pending)
        each.answer.send(ok_text("done"));
    for (auto& client : waiting) {
        auto const answer = client.receive();
        EXPECT_EQ(answer.body, "done");
        EXPECT_EQ(answer.header("connection"), "close");
        EXPECT_EQ(client.receive_rest(), "");
    }
    waiting.clear();
    draining.join();
    EXPECT_TRUE(all_gone);
}

TEST(Drain, does_not_wait_for_ever)
{
    TestServer server;
    Client client(server.port());
    client.send(get("/pending"));
    auto const pending = server.pending().take();
    EXPECT_FALSE(server.server().drain(std::chrono::milliseconds(50)));
}

/// Requests for /apart or /slow wait until the door is opened.
class Turns : public testing::Test {
protected:
    static FrontOptions front(Inbox<int>& begun, Inbox<int>& door)
    {
        auto const wait = [&](Request const&) {
            begun.put(1);
            door.take();
            return ok_text("done");
        };
        FrontOptions options;
        options.workers = 4;
        options.slow_workers = 2;
        options.routes = {{Method::get, "/slow", replying(wait)},
                          {Method::get, "/apart", replying(wait), {.runs = Runs::apart}}};
        options.identify_user = [](Request const& head, std::string_view) -> UserOrRefusal {
            return std::string(head.header("X-User"));
        };
        return options;
    }

    Inbox<int> begun;
    Inbox<int> door;
    TestServer server{{}, front(begun, door)};
};

std::string as(std::string const& user, std::string const& path)
{
    return get(path, "X-User: " + user + "\r\n");
}

TEST_F(Turns, one_users_requests_do_not_stop_all_others)
{
    std::deque<Client> flood;
    for (int i = 0; i < 300; ++i)
        flood.emplace_back(server.port()).send(as("ann", "/slow"));
    for (int i = 0; i < 3; ++i)
        begun.take();
    Client bob(server.port());
    EXPECT_EQ(bob.ask(as("bob", "/work")).body, "Hello");
    flood.clear();
    for (int i = 0; i < 300; ++i)
        door.put(1);
}

TEST_F(Turns, requests_of_clients_that_have_gone_are_not_begun)
{
    std::deque<Client> flood;
    for (int i = 0; i < 50; ++i)
        flood.emplace_back(server.port()).send(as("ann", "/slow"));
    for (int i = 0; i < 3; ++i)
        begun.take();
    flood.clear();
    Client ann(server.port());
    ann.send(as("ann", "/work"));
    // The server has seen that the others left before the door opens: it was told on the loops that now
    // answer.
    for (int i = 0; i < 10; ++i)
        EXPECT_TRUE(server.is_well());
    for (int i = 0; i < 50; ++i)
        door.put(1);
    EXPECT_EQ(ann.receive().body, "Hello");
    EXPECT_EQ(begun.take_if_any(), std::nullopt);
}

TEST_F(Turns, what_computes_for_long_holds_no_worker)
{
    Client ann(server.port());
    Client bob(server.port());
    ann.send(as("ann", "/apart"));
    bob.send(as("bob", "/apart"));
    begun.take();
    begun.take();
    Client cyd(server.port());
    EXPECT_EQ(cyd.ask(as("cyd", "/work")).body, "Hello");
    door.put(1);
    door.put(1);
    EXPECT_EQ(ann.receive().body, "done");
    EXPECT_EQ(bob.receive().body, "done");
}

TEST(KeptAnswer, is_made_once_for_all_who_ask_meanwhile_and_for_a_while_after)
{
    Inbox<int> begun;
    Inbox<int> door;
    FrontOptions front;
    auto const wait = [&](Request const&) {
        begun.put(1);
        door.take();
        return ok_text("done");
    };
    front.routes = {{Method::get, "/kept", replying(wait), {.cache_for = std::chrono::hours(1)}}};
    TestServer server({}, std::move(front));
    std::deque<Client> clients;
    for (int i = 0; i < 50; ++i)
        clients.emplace_back(server.port()).send(get("/kept"));
    begun.take();
    // Answered on a worker: the others are free.
    EXPECT_EQ(Client(server.port()).ask(get("/work")).body, "Hello");
    door.put(1);
    for (auto& client : clients)
        EXPECT_EQ(client.receive().body, "done");
    EXPECT_EQ(Client(server.port()).ask(get("/kept")).body, "done");
    EXPECT_EQ(begun.take_if_any(), std::nullopt);
}

TEST(KeptAnswer, is_not_kept_if_it_is_a_failure)
{
    std::atomic<bool> is_ready = false;
    FrontOptions front;
    auto const ready = [&](Request const&) -> Reply {
        return is_ready ? ok_text("ready") : problem(Code::Service_Unavailable, "Not yet.");
    };
    front.routes = {{Method::get, "/kept", replying(ready), {.cache_for = std::chrono::hours(1)}}};
    TestServer server({}, std::move(front));
    Client client(server.port());
    EXPECT_EQ(client.ask(get("/kept")).status, 503);
    is_ready = true;
    EXPECT_EQ(client.ask(get("/kept")).status, 200);
    is_ready = false;
    EXPECT_EQ(client.ask(get("/kept")).status, 200);
}

TEST(KeptAnswer, is_made_again_when_it_is_old_and_tells_failures_too)
{
    std::atomic<int> made = 0;
    FrontOptions front;
    auto const fail = [&](Request const&) -> Reply {
        ++made;
        throw std::runtime_error("no");
    };
    front.routes = {{Method::get, "/kept", replying(fail), {.cache_for = std::chrono::milliseconds(1)}}};
    TestServer server({}, std::move(front));
    Client client(server.port());
    while (made < 3)
        EXPECT_EQ(client.ask(get("/kept")).status, 500);
}

TEST(Log, calls_only_failures_of_ours_errors)
{
    TestServer server;
    for (auto const* const odd :
         {"GET / HTTP/2.0\r\nHost: t\r\n\r\n", "BREW /hello HTTP/1.1\r\nHost: t\r\n\r\n",
          "\x16\x03\x01\r\n\r\n", "POST /upload HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: gzip\r\n\r\n"})
        EXPECT_GE(Client(server.port()).ask(odd).status, 400) << odd;
    EXPECT_TRUE(server.is_well());
    EXPECT_EQ(server.log().find(R"("level":"error")"), std::string::npos) << server.log();
    EXPECT_EQ(Client(server.port()).ask(get("/throw")).status, 500);
    EXPECT_NE(server.log().find(R"("level":"error")"), std::string::npos);
}

TEST(NeedsUser, is_refused_before_the_body_is_read)
{
    FrontOptions front;
    front.identify_user = [](Request const& head, std::string_view) -> UserOrRefusal {
        if (head.has_header("X-User"))
            return "ann";
        return problem(Code::Unauthorized, "Sign in first.");
    };
    auto const hello = [](Request const&) { return ok_text("Hello"); };
    front.routes = {
        {Method::post, "/private", replying(hello), {.body_bytes = 1U << 20U, .needs_user = true}}};
    TestServer server({}, std::move(front));
    auto const head = [](std::string const& path, std::string const& headers) {
        return ask_with("POST", path, headers + "Content-Length: 1000000\r\n");
    };
    EXPECT_EQ(Client(server.port()).ask(head("/private", "")).status, 401);
    EXPECT_EQ(
        Client(server.port()).ask(head("/private", "X-User: x\r\n") + std::string(1'000'000, 'x')).status,
        200);
    EXPECT_EQ(Client(server.port()).ask(head("/upload", "") + std::string(1'000'000, 'x')).status, 200)
        << "a route for anyone";
}

TEST(Network, is_the_first_address_of_what_belongs_together)
{
    EXPECT_EQ(network_of("192.0.2.77", {}), "192.0.2.77");
    EXPECT_EQ(network_of("192.0.2.77", {.v4_bits = 24}), "192.0.2.0");
    EXPECT_EQ(network_of("192.0.2.77", {.v4_bits = 30}), "192.0.2.76");
    EXPECT_EQ(network_of("::ffff:192.0.2.77", {.v4_bits = 24}), "192.0.2.0");
    EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6", {}), "2001:db8:1:2::");
    EXPECT_EQ(network_of("somewhere", {}), "somewhere");
}

}  // namespace
}  // namespace rmirror::http
