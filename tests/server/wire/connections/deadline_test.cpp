// SPDX-License-Identifier: AGPL-3.0-or-later
// Clients and handlers that take their time. The limits are short here; each test waits for what they lead
// to.
#include "wire/test_server.hpp"

namespace rmirror::wire::test {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kSoon{60};

TEST(Deadline, ends_a_head_that_drips)
{
    Limits limits;
    limits.head = kSoon;
    TestServer server(limits);
    Client client(server.port());
    client.send("GET /hello HTTP/1.1\r\nX-A: ");
    EXPECT_EQ(client.receive().status, 408);
    EXPECT_EQ(client.receive_rest(), "");
}

TEST(Deadline, of_a_head_is_not_lengthened_by_each_byte)
{
    Limits limits;
    limits.head = milliseconds(200);
    TestServer server(limits);
    Client client(server.port());
    std::string const head = get("/hello", "X-A: " + std::string(5000, 'a') + "\r\n");
    std::thread dripping([&] {
        for (char const byte : head) {
            if (!client.send({&byte, 1}))
                return;
            std::this_thread::sleep_for(milliseconds(1));
        }
    });
    EXPECT_EQ(client.receive().status, 408);
    dripping.join();
}

TEST(Deadline, ends_hundreds_of_half_heads_while_others_are_answered)
{
    Limits limits;
    limits.head = milliseconds(2000);  // Others are answered meanwhile, on a busy machine too.
    TestServer server(limits);
    std::deque<Client> clients;
    for (int i = 0; i < 400; ++i) {
        clients.emplace_back(server.port());
        clients.back().send("GET /hello HTTP/1.1\r\nX-A: ");
    }
    EXPECT_TRUE(server.is_well());
    for (auto& client : clients)
        EXPECT_EQ(client.receive().status, 408);
    EXPECT_TRUE(server.is_well());
}

TEST(Deadline, closes_hundreds_that_never_ask_while_others_are_answered)
{
    Limits limits;
    limits.head = milliseconds(2000);  // Others are answered meanwhile, on a busy machine too.
    TestServer server(limits);
    std::deque<Client> clients;
    for (int i = 0; i < 400; ++i)
        clients.emplace_back(server.port());
    EXPECT_TRUE(server.is_well());
    for (auto& client : clients)
        EXPECT_EQ(client.receive_rest(), "");
    EXPECT_TRUE(server.is_well());
}

TEST(Deadline, ends_a_body_that_drips)
{
    Limits limits;
    limits.body = milliseconds(200);
    TestServer server(limits);
    Client client(server.port());
    client.send("POST /upload HTTP/1.1\r\nHost: t\r\nContent-Length: 1000000\r\n\r\n");
    std::thread dripping([&] {
        while (client.send("x"))
            std::this_thread::sleep_for(milliseconds(1));
    });
    EXPECT_EQ(client.receive().status, 408);
    dripping.join();
}

TEST(Deadline, of_a_body_is_not_lengthened_by_bytes_that_came_at_once)
{
    Limits limits;
    limits.body = kSoon;
    limits.bytes_per_second = 1000;
    TestServer server(limits);
    Client client(server.port());
    client.send("POST /upload HTTP/1.1\r\nHost: t\r\nContent-Length: 900001\r\n\r\n" +
                std::string(900'000, 'x'));
    // At this pace a body of this size may take a quarter of an hour.
    EXPECT_EQ(client.receive().status, 408);
}

TEST(Deadline, of_a_body_passes_as_often_as_enough_has_come)
{
    Limits limits;
    limits.body = milliseconds(2000);  // Half of it is longer than a busy machine pauses.
    limits.bytes_per_second = 10;
    TestServer server(limits);
    Client client(server.port());
    constexpr int kBytes = 3000;
    client.send("POST /upload HTTP/1.1\r\nHost: t\r\nContent-Length: " + std::to_string(kBytes) + "\r\n\r\n");
    // At least five minutes' worth of bytes, in several times the time for a body.
    for (int i = 0; i < kBytes; ++i) {
        ASSERT_TRUE(client.send("x"));
        std::this_thread::sleep_for(milliseconds(2));
    }
    EXPECT_EQ(client.receive().status, 200);
}

TEST(Deadline, closes_an_idle_connection_without_a_word)
{
    Limits limits;
    limits.idle = kSoon;
    TestServer server(limits);
    Client client(server.port());
    EXPECT_EQ(client.ask(get("/hello")).status, 200);
    EXPECT_EQ(client.receive_rest(), "");
}

TEST(Deadline, closes_a_connection_that_never_asks)
{
    Limits limits;
    limits.head = kSoon;
    TestServer server(limits);
    EXPECT_EQ(Client(server.port()).receive_rest(), "");
}

TEST(Deadline, answers_for_a_handler_that_does_not_and_drops_its_late_answer)
{
    Limits limits;
    limits.handler = kSoon;
    TestServer server(limits);
    Client client(server.port());
    EXPECT_EQ(client.ask(get("/pending")).status, 504);
    server.pending().take().answer.send(ok_text("too late"));
    EXPECT_EQ(client.receive_rest(), "");
}

TEST(Deadline, of_the_client_does_not_end_a_slow_handler)
{
    Limits limits;
    limits.head = limits.body = limits.idle = kSoon;
    TestServer server(limits);
    Client client(server.port());
    client.send(get("/pending"));
    auto const pending = server.pending().take();
    // Other clients run into their deadlines meanwhile; the one that waits does not.
    EXPECT_EQ(Client(server.port()).receive_rest(), "");
    EXPECT_EQ(Client(server.port()).receive_rest(), "");
    pending.answer.send(ok_text("in time"));
    EXPECT_EQ(client.receive().body, "in time");
}

TEST(Deadline, lets_go_of_a_client_that_never_reads)
{
    Limits limits;
    limits.write = kSoon;
    TestServer server(limits);
    Client client(server.port(), Pace::tiny_window);
    client.send(get("/big/20000000"));
    while (server.server().connections() == 0)
        std::this_thread::yield();
    while (server.server().connections() > 0)
        std::this_thread::yield();
    EXPECT_LT(client.receive_rest().size(), 20'000'000U);
}

TEST(Deadline, lets_go_of_a_client_that_reads_a_little_now_and_then)
{
    Limits limits;
    limits.write = milliseconds(200);
    limits.bytes_per_second = 64U << 20U;
    TestServer server(limits);
    Client client(server.port(), Pace::tiny_window);
    client.send(get("/big/60000000"));
    std::size_t read = 0;
    for (auto bytes = client.receive_some(); !bytes.empty(); bytes = client.receive_some()) {
        read += bytes.size();
        std::this_thread::sleep_for(milliseconds(5));
    }
    EXPECT_LT(read, 60'000'000U);
}

TEST(Deadline, lets_go_of_a_client_that_does_not_read_the_last_words)
{
    Limits limits;
    limits.linger = kSoon;
    TestServer server(limits);
    Client client(server.port());
    EXPECT_EQ(client.ask("nonsense\r\n\r\n").status, 400);
    while (server.server().connections() > 0)
        std::this_thread::yield();
}

}  // namespace
}  // namespace rmirror::wire::test
