// SPDX-License-Identifier: AGPL-3.0-or-later
// One client at a time: what HTTP/1.1 promises, and what happens to those who break its rules.
#include "wire/test_server.hpp"

#include "hashing.hpp"

#include <boost/json.hpp>

namespace rmirror::wire::test {
namespace {

std::string chunked_upload(std::string const& chunks)
{
    return "POST /upload HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
}

TEST(Connection, answers_one_request_after_another)
{
    TestServer server;
    Client client(server.port());
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(client.ask(get("/hello")).body, "Hello");
}

TEST(Connection, answers_pipelined_requests_in_order)
{
    TestServer server;
    Client client(server.port());
    client.send(get("/api/v1/echo/one") + "POST /upload HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\nhi" +
                get("/work") + get("/api/v1/echo/four"));
    EXPECT_EQ(client.receive().body, "one");
    EXPECT_TRUE(client.receive().body.starts_with("2 "));
    EXPECT_EQ(client.receive().body, "Hello");
    EXPECT_EQ(client.receive().body, "four");
}

TEST(Connection, answers_thousands_of_pipelined_requests)
{
    constexpr int kRequests = 5000;
    TestServer server;
    Client client(server.port());
    std::string all;
    for (int i = 0; i < kRequests; ++i)
        all += get("/api/v1/echo/" + std::to_string(i));
    std::thread sender([&] { client.send(all); });
    int right = 0;
    for (int i = 0; i < kRequests; ++i)
        right += client.receive().body == std::to_string(i) ? 1 : 0;
    sender.join();
    EXPECT_EQ(right, kRequests);
}

TEST(Connection, answers_head_with_the_length_and_no_content)
{
    TestServer server;
    Client client(server.port());
    client.send("HEAD /big/1000 HTTP/1.1\r\nHost: t\r\n\r\n" + get("/hello"));
    auto const head = client.receive(true);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.header("content-length"), "1000");
    EXPECT_EQ(client.receive().body, "Hello");
}

TEST(Connection, answers_head_of_whatever_there_is_without_content)
{
    TestServer server;
    Client client(server.port());
    for (auto const& [path, status] :
         {std::pair("/hello", 200), std::pair("/work", 200), std::pair("/nowhere", 404),
          std::pair("/throw", 500), std::pair("/upload", 405)}) {
        client.send("HEAD " + std::string(path) + " HTTP/1.1\r\nHost: t\r\n\r\n");
        auto const answer = client.receive(true);
        EXPECT_EQ(answer.status, status) << path;
        EXPECT_NE(answer.header("content-length"), "0") << path;
        EXPECT_EQ(client.ask(get("/hello")).body, "Hello") << "after " << path;
    }
}

TEST(Connection, minds_no_header_field_that_it_does_not_use)
{
    TestServer server;
    Client client(server.port());
    for (auto const* const field :
         {"Accept: foo", "Content-Type: json", "Cookie: a", "Date: yesterday",
          "Cache-Control: =,=", "If-Modified-Since: never", "Range: bytes=x-", "Authorization: x",
          "Connection: nonsense", "Upgrade: h2c", "Accept-Encoding: ;;q=,", "Content-Encoding: none"})
        EXPECT_EQ(client.ask(get("/hello", std::string(field) + "\r\n")).body, "Hello") << field;
}

TEST(Connection, answers_a_client_that_has_stopped_sending)
{
    TestServer server;
    Client client(server.port());
    client.send(get("/work") + get("/pending"));
    client.finish_sending();
    EXPECT_EQ(client.receive().body, "Hello");
    server.pending().take().answer.send(ok_text("late"));
    EXPECT_EQ(client.receive().body, "late");
    EXPECT_EQ(client.receive_rest(), "");
}

TEST(Connection, closes_when_asked_to)
{
    TestServer server;
    Client client(server.port());
    auto const answer = client.ask(get("/hello", "Connection: close\r\n"));
    EXPECT_EQ(answer.header("connection"), "close");
    EXPECT_EQ(client.receive_rest(), "");
}

TEST(Connection, keeps_http_1_0_open_only_on_request)
{
    TestServer server;
    Client closing(server.port());
    EXPECT_EQ(closing.ask("GET /hello HTTP/1.0\r\n\r\n").body, "Hello");
    EXPECT_EQ(closing.receive_rest(), "");
    Client keeping(server.port());
    for (int i = 0; i < 2; ++i) {
        auto const answer = keeping.ask("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        EXPECT_EQ(answer.body, "Hello");
        EXPECT_EQ(answer.header("connection"), "keep-alive");
    }
}

TEST(Connection, permits_a_body_that_asks_first)
{
    TestServer server;
    Client client(server.port());
    auto const permission =
        client.ask("POST /upload HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    EXPECT_EQ(permission.status, 100);
    EXPECT_TRUE(client.ask("hello").body.starts_with("5 "));
}

TEST(Connection, permits_chunks_that_ask_first_and_nobody_who_has_begun)
{
    TestServer server;
    Client client(server.port());
    std::string const asking =
        "POST /upload HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n";
    EXPECT_EQ(client.ask(asking).status, 100);
    EXPECT_TRUE(client.ask("5\r\nhello\r\n0\r\n\r\n").body.starts_with("5 "));
    EXPECT_EQ(client.ask(asking + "5\r\nhello\r\n0\r\n\r\n").status, 200);
}

TEST(Connection, refuses_a_body_that_asks_first_and_is_too_large)
{
    TestServer server;
    Client client(server.port());
    auto const answer =
        client.ask("POST /small HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n");
    EXPECT_EQ(answer.status, 413);
    EXPECT_EQ(client.receive_rest(), "");
}

TEST(Connection, reads_a_chunked_body_cut_at_every_byte)
{
    TestServer server;
    std::string const request = chunked_upload("3\r\nabc\r\n5;x=y\r\nhello\r\n0\r\nX-T: 1\r\n\r\n");
    std::string const expected = "8 " + sha256_hex("abchello");
    Client client(server.port());
    for (std::size_t cut = 1; cut < request.size(); ++cut) {
        client.send(request.substr(0, cut));
        // An answer to another client shows that the loops have had their turn with the first part.
        ASSERT_TRUE(server.is_well());
        EXPECT_EQ(client.ask(request.substr(cut)).body, expected) << "cut at " << cut;
    }
}

TEST(Connection, holds_each_route_to_its_own_limit)
{
    TestServer server;
    EXPECT_EQ(Client(server.port())
                  .ask("POST /small HTTP/1.1\r\nHost: t\r\nContent-Length: 10\r\n\r\n0123456789")
                  .status,
              200);
    auto const answer =
        Client(server.port()).ask("POST /small HTTP/1.1\r\nHost: t\r\nContent-Length: 11\r\n\r\n01234567890");
    EXPECT_EQ(answer.status, 413);
    EXPECT_EQ(answer.header("connection"), "close");
    std::string const megabyte(1U << 20U, 'm');
    auto const upload =
        "POST /upload HTTP/1.1\r\nHost: t\r\nContent-Length: " + std::to_string(megabyte.size()) + "\r\n\r\n";
    EXPECT_TRUE(Client(server.port()).ask(upload + megabyte).body.starts_with("1048576 "));
}

TEST(Connection, says_why_to_a_client_that_still_sends)
{
    TestServer server;
    Client client(server.port());
    client.send("POST /small HTTP/1.1\r\nHost: t\r\nContent-Length: 3000000\r\n\r\n");
    std::thread sender([&] { client.send(std::string(3'000'000, 'x')); });
    EXPECT_EQ(client.receive().status, 413);
    sender.join();
}

TEST(Connection, refuses_a_head_of_twelve_megabytes_at_its_beginning)
{
    TestServer server;
    int megabytes = 0;
    Client client(server.port());
    std::thread sender([&] {
        client.send("GET /hello HTTP/1.1\r\nX: ");
        for (std::string const megabyte(1U << 20U, 'a'); client.send(megabyte) && ++megabytes < 12;) {}
    });
    EXPECT_EQ(client.receive().status, 431);
    EXPECT_TRUE(server.is_well());
    client.receive_rest();
    sender.join();
}

TEST(Connection, takes_a_head_up_to_the_limit_and_no_byte_more)
{
    TestServer server;
    auto const bare = get("/hello", "X: \r\n").size();
    auto const head_of = [&](std::size_t bytes) {
        return get("/hello", "X: " + std::string(bytes - bare, 'a') + "\r\n");
    };
    auto const max = Limits().head_bytes;
    EXPECT_EQ(Client(server.port()).ask(head_of(max)).status, 200);
    EXPECT_EQ(Client(server.port()).ask(head_of(max + 1)).status, 431);
}

TEST(Connection, refuses_a_hundred_thousand_header_fields)
{
    TestServer server;
    Client client(server.port());
    std::string fields;
    for (int i = 0; i < 100'000; ++i)
        fields += "X: a\r\n";
    std::thread sender([&] { client.send(get("/hello", fields)); });
    EXPECT_EQ(client.receive().status, 431);
    EXPECT_TRUE(server.is_well());
    client.receive_rest();
    sender.join();
}

TEST(Connection, closes_after_a_request_whose_framing_is_not_to_be_trusted)
{
    TestServer server;
    Client client(server.port());
    client.send(
        "POST /upload HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\nTransfer-Encoding: "
        "chunked\r\n\r\n0\r\n\r\n" +
        get("/hello"));
    EXPECT_EQ(client.receive().status, 400);
    EXPECT_EQ(client.receive_rest(), "");
}

TEST(Connection, gives_every_answer_an_id_that_is_in_the_log)
{
    TestServer server;
    Client client(server.port());
    for (auto const* const path : {"/hello", "/nowhere", "/throw"}) {
        auto const id = client.ask(get(path)).header("x-request-id");
        EXPECT_EQ(id.size(), 16U);
        EXPECT_NE(server.log().find("\"request_id\":\"" + id + "\""), std::string::npos) << path;
    }
    auto const broken = Client(server.port()).ask("nonsense\r\n\r\n");
    EXPECT_EQ(broken.status, 400);
    EXPECT_NE(server.log().find(broken.header("x-request-id")), std::string::npos);
}

TEST(Connection, states_every_error_as_a_problem_without_the_exceptions_text)
{
    TestServer server;
    for (auto const& request :
         {get("/nowhere"), get("/throw"), std::string("DELETE /hello HTTP/1.1\r\nHost: t\r\n\r\n"),
          std::string("nonsense\r\n\r\n"), get("/forgotten"), get("/api/v1/echo/%ff")}) {
        auto const answer = Client(server.port()).ask(request);
        EXPECT_GE(answer.status, 400);
        EXPECT_EQ(answer.header("content-type"), "application/problem+json");
        auto const problem = boost::json::parse(answer.body).as_object();
        EXPECT_EQ(problem.at("status").as_int64(), answer.status);
        EXPECT_FALSE(problem.at("title").as_string().empty());
        EXPECT_FALSE(problem.at("detail").as_string().empty());
        EXPECT_EQ(answer.body.find("secret"), std::string::npos);
    }
    EXPECT_NE(server.log().find("the secret of the house"), std::string::npos);
}

TEST(Connection, lets_no_header_break_out_of_its_line)
{
    TestServer server;
    Client client(server.port());
    auto const answer = client.ask(get("/header?value=a%0D%0ASet-Cookie:%20b=c%0D%0A%0D%0Abody"));
    EXPECT_EQ(answer.body, "ok");
    EXPECT_EQ(answer.head.find("Set-Cookie"), std::string::npos);
    EXPECT_EQ(client.ask(get("/header?value=fine")).header("x-given"), "fine");
}

TEST(Connection, makes_room_when_all_are_taken_and_it_is_idle_longest)
{
    Limits limits;
    limits.connections = 2;
    ServerOfOneLoop server(limits);
    Client first(server.port());
    Client second(server.port());
    EXPECT_EQ(first.ask(get("/hello")).status, 200);
    EXPECT_EQ(second.ask(get("/hello")).status, 200);
    EXPECT_EQ(Client(server.port()).ask(get("/hello")).status, 200);
    EXPECT_EQ(first.receive_rest(), "");
}

TEST(Connection, is_refused_when_all_are_taken_and_none_is_idle)
{
    Limits limits;
    limits.connections = 2;
    ServerOfOneLoop server(limits);
    Client first(server.port());
    Client second(server.port());
    std::deque<Pending> pending;
    for (auto* const client : {&first, &second}) {
        client->send(get("/pending"));
        pending.push_back(server.pending().take());
    }
    EXPECT_EQ(Client(server.port()).receive_rest(), "");
    for (auto const& each : pending)
        each.answer.send(ok_text("done"));
    EXPECT_EQ(first.receive().body, "done");
    EXPECT_EQ(second.receive().body, "done");
    EXPECT_NE(server.log().find("connection refused"), std::string::npos);
}

TEST(Connection, of_a_crowded_network_makes_room_for_another_of_it)
{
    Limits limits;
    limits.connections_of_network = 2;
    ServerOfOneLoop server(limits);
    Client first(server.port());
    Client second(server.port());
    EXPECT_EQ(first.ask(get("/hello")).status, 200);
    EXPECT_EQ(second.ask(get("/hello")).status, 200);
    EXPECT_EQ(Client(server.port()).ask(get("/hello")).status, 200);
    EXPECT_EQ(first.receive_rest(), "");
}

TEST(Connection, of_a_trusted_proxy_is_one_of_any_number)
{
    Limits limits;
    limits.connections_of_network = 2;
    FrontOptions front;
    front.trusted_proxies = TrustedProxies::parse({"127.0.0.1"}).value();
    TestServer server(limits, std::move(front));
    std::deque<Client> clients;
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(clients.emplace_back(server.port()).ask(get("/hello")).status, 200);
    EXPECT_EQ(clients.front().ask(get("/hello")).status, 200);
}

}  // namespace
}  // namespace rmirror::wire::test
