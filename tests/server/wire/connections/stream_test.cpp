// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers in pieces from another thread: in order, no faster than the client reads, and with a word when it
// leaves.
#include "wire/test_server.hpp"

namespace rmirror::wire::test {
namespace {

using Room = Stream::Room;

Reply event_stream()
{
    return {.content_type = "text/event-stream", .body = nullptr, .headers = {{"Cache-Control", "no-store"}}};
}

TEST(Stream, sends_events_as_they_are_made)
{
    TestServer server;
    Client client(server.port());
    client.send(get("/pending"));
    auto const stream = server.pending().take().answer.begin(event_stream());
    stream.write("data: 1\n\n");
    auto const first = client.receive_up_to("9\r\ndata: 1\n\n\r\n");
    EXPECT_NE(first.find("text/event-stream"), std::string::npos);
    stream.write("data: 2\n\n");
    stream.end();
    EXPECT_EQ(client.receive_up_to("\r\n0\r\n\r\n"), "9\r\ndata: 2\n\n\r\n0\r\n\r\n");
    EXPECT_EQ(client.ask(get("/hello")).body, "Hello");
}

TEST(Stream, ends_when_its_source_lets_go_of_it)
{
    TestServer server;
    Client client(server.port());
    client.send(get("/pending"));
    server.pending().take().answer.begin(event_stream()).write("all");
    EXPECT_EQ(client.receive().body, "all");
}

TEST(Stream, is_not_begun_for_an_answer_that_was_given)
{
    TestServer server;
    Client client(server.port());
    client.send(get("/pending"));
    auto const pending = server.pending().take();
    auto const stream = pending.answer.begin(event_stream());
    EXPECT_EQ(pending.answer.begin(event_stream()).write("again"), Room::gone);
    pending.answer.send(ok_text("and again"));
    stream.write("once");
    stream.end();
    EXPECT_EQ(stream.write("more"), Room::gone);
    EXPECT_EQ(client.receive().body, "once");
    EXPECT_EQ(client.ask(get("/hello")).body, "Hello");
}

TEST(Stream, of_many_threads_at_once_keeps_every_piece)
{
    TestServer server;
    constexpr int kClients = 8;
    constexpr int kPieces = 300;
    std::deque<Client> clients;
    std::vector<std::thread> sources;
    for (int i = 0; i < kClients; ++i) {
        clients.emplace_back(server.port());
        clients.back().send(get("/pending", "X-Name: " + std::to_string(i) + "\r\n"));
        auto const pending = server.pending().take();
        sources.emplace_back([pending] {
            auto const stream = pending.answer.begin(event_stream());
            for (int piece = 0; piece < kPieces; ++piece)
                stream.write(std::string(pending.request.header("X-Name")) + ";");
        });
    }
    for (auto& source : sources)
        source.join();
    for (int i = 0; i < kClients; ++i) {
        std::string expected;
        for (int piece = 0; piece < kPieces; ++piece)
            expected += std::to_string(i) + ";";
        EXPECT_EQ(clients[static_cast<std::size_t>(i)].receive().body, expected);
    }
}

TEST(Stream, asks_its_source_to_pause_until_the_client_has_read)
{
    TestServer server;
    Client client(server.port(), Pace::tiny_window);
    client.send(get("/pending"));
    Inbox<int> room;
    auto const stream = server.pending().take().answer.begin(
        event_stream(), {.on_room = [&] { room.put(1); }, .on_disconnect = {}});
    std::string const piece(64U << 10U, 'p');
    std::size_t pieces = 1;
    while (stream.write(piece) == Room::open)
        ++pieces;
    // The kernel's buffers hold some megabytes; without back-pressure this would go on for ever.
    EXPECT_LT(pieces * piece.size(), 64U << 20U);
    std::thread reader([&] { EXPECT_EQ(client.receive().body.size(), (pieces + 1) * piece.size()); });
    room.take();
    EXPECT_NE(stream.write(piece), Room::gone);
    stream.end();
    reader.join();
}

TEST(Stream, of_a_source_that_never_pauses_is_cut_off)
{
    TestServer server;
    Client client(server.port(), Pace::tiny_window);
    client.send(get("/pending"));
    Inbox<int> gone;
    auto const stream = server.pending().take().answer.begin(
        event_stream(), {.on_room = {}, .on_disconnect = [&] { gone.put(1); }});
    std::string const piece(64U << 10U, 'p');
    while (stream.write(piece) != Room::gone) {}
    gone.take();
    EXPECT_TRUE(client.receive().body.ends_with("(cut off)"));
}

class StreamWithoutClient : public testing::TestWithParam<bool> {};

TEST_P(StreamWithoutClient, tells_its_source)
{
    TestServer server;
    Inbox<int> gone;
    Client client(server.port());
    client.send(get("/pending"));
    auto const stream = server.pending().take().answer.begin(
        event_stream(), {.on_room = {}, .on_disconnect = [&] { gone.put(1); }});
    EXPECT_EQ(stream.write("data: 1\n\n"), Room::open);
    client.receive_some();
    if (GetParam())
        client.abort();
    else
        client.finish_sending();
    gone.take();
    EXPECT_EQ(stream.write("data: 2\n\n"), Room::gone);
}

INSTANTIATE_TEST_SUITE_P(Stream, StreamWithoutClient, testing::Bool(),
                         [](auto const& info) { return info.param ? "that_was_reset" : "that_was_closed"; });

TEST(Stream, that_begins_after_the_client_left_is_gone_from_the_start)
{
    TestServer server;
    Client client(server.port());
    client.send(get("/pending"));
    auto const pending = server.pending().take();
    client.abort();
    while (server.server().connections() > 0)
        std::this_thread::yield();
    Inbox<int> gone;
    auto const stream =
        pending.answer.begin(event_stream(), {.on_room = {}, .on_disconnect = [&] { gone.put(1); }});
    gone.take();
    EXPECT_EQ(stream.write("x"), Room::gone);
}

TEST(Stream, to_http_1_0_ends_with_the_connection)
{
    TestServer server;
    Client client(server.port());
    client.send("GET /pending HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    server.pending().take().answer.begin(event_stream()).write("old");
    auto const answer = client.receive();
    EXPECT_EQ(answer.header("transfer-encoding"), "");
    EXPECT_EQ(answer.body, "old");
}

TEST(Stream, answers_head_with_its_head_alone)
{
    TestServer server;
    Client client(server.port());
    client.send("HEAD /pending HTTP/1.1\r\nHost: t\r\n\r\n" + get("/hello"));
    server.pending().take().answer.begin(event_stream()).write("unseen");
    EXPECT_EQ(client.receive(true).status, 200);
    EXPECT_EQ(client.receive().body, "Hello");
}

}  // namespace
}  // namespace rmirror::wire::test
