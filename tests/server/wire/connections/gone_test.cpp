// SPDX-License-Identifier: AGPL-3.0-or-later
// A handler learns that its client has left: once, and never after the answer was sent.
#include "wire/test_server.hpp"

#include "eventually.hpp"

#include <array>

namespace rmirror::wire::test {
namespace {

using rmirror::test::eventually;

/// What on_disconnect is given: notes on which thread it was called.
auto noting(Inbox<std::thread::id>& reported)
{
    return [&reported] { reported.put(std::this_thread::get_id()); };
}

bool everyone_has_left(TestServer& server)
{
    return eventually([&] { return server.server().connections() == 0; });
}

enum class Way { reset, closed, closed_behind_unread_requests };

class ClientThatLeaves : public testing::TestWithParam<Way> {
protected:
    void ask()
    {
        client_.emplace(server.port());
        client_->send(get("/pending"));
        // More than is read ahead, so that the end of it is not seen by reading; and no more than the kernel
        // takes, or the client's end would wait behind it.
        if (GetParam() != Way::closed_behind_unread_requests)
            return;
        constexpr std::size_t kMoreThanIsReadAhead = 80'000;
        std::string following;
        while (following.size() < kMoreThanIsReadAhead)
            following += get("/hello");
        client_->send(following);
    }

    void leave()
    {
        if (GetParam() == Way::reset)
            client_->abort();
        client_.reset();
    }

    Inbox<std::thread::id> reported;
    TestServer server;

private:
    std::optional<Client> client_;
};

TEST_P(ClientThatLeaves, is_told_of_on_the_loop)
{
    ask();
    auto const pending = server.pending().take();
    pending.answer.on_disconnect(noting(reported));
    leave();
    EXPECT_NE(reported.take(), std::this_thread::get_id());
    EXPECT_TRUE(everyone_has_left(server));
    pending.answer.send(ok_text("for no client"));
    EXPECT_EQ(reported.take_if_any(), std::nullopt);
    EXPECT_TRUE(server.is_well());
}

TEST_P(ClientThatLeaves, before_the_handler_listens_is_reported_as_well)
{
    ask();
    auto const pending = server.pending().take();
    leave();
    EXPECT_TRUE(server.is_well());
    pending.answer.on_disconnect(noting(reported));
    reported.take();
    EXPECT_TRUE(everyone_has_left(server));
}

TEST_P(ClientThatLeaves, after_the_answer_is_not_told_of)
{
    ask();
    auto const pending = server.pending().take();
    pending.answer.on_disconnect(noting(reported));
    pending.answer.send(ok_text("in time"));
    leave();
    EXPECT_TRUE(everyone_has_left(server));
    EXPECT_EQ(reported.take_if_any(), std::nullopt);
}

TEST_P(ClientThatLeaves, a_stream_is_told_of_to_its_source_alone)
{
    ask();
    auto const pending = server.pending().take();
    pending.answer.on_disconnect(noting(reported));
    Inbox<int> gone;
    auto const stream = pending.answer.begin({.body = nullptr, .headers = {}},
                                             {.on_room = {}, .on_disconnect = [&] { gone.put(1); }});
    leave();
    gone.take();
    EXPECT_TRUE(everyone_has_left(server));
    EXPECT_EQ(reported.take_if_any(), std::nullopt);
}

std::string name_of(testing::TestParamInfo<Way> const& info)
{
    constexpr std::array kNames = {"by_reset", "by_closing", "behind_unread_requests"};
    return kNames.at(static_cast<std::size_t>(info.param));
}

INSTANTIATE_TEST_SUITE_P(Gone, ClientThatLeaves,
                         testing::Values(Way::reset, Way::closed, Way::closed_behind_unread_requests),
                         name_of);

TEST(Gone, is_also_a_client_that_was_told_it_takes_too_long)
{
    Limits limits;
    limits.handler = std::chrono::milliseconds(60);
    TestServer server(limits);
    Client client(server.port());
    client.send(get("/pending"));
    auto const pending = server.pending().take();
    Inbox<std::thread::id> reported;
    pending.answer.on_disconnect(noting(reported));
    EXPECT_EQ(client.receive().status, 504);
    reported.take();
    pending.answer.send(ok_text("too late"));
    EXPECT_EQ(client.receive_rest(), "");
    EXPECT_EQ(reported.take_if_any(), std::nullopt);
}

TEST(Gone, never_comes_with_an_answer_however_close_they_are)
{
    constexpr int kRounds = 300;
    TestServer server;
    for (int round = 0; round < kRounds; ++round) {
        Inbox<std::thread::id> reported;
        Client client(server.port());
        client.send(get("/pending"));
        {
            auto const pending = server.pending().take();
            pending.answer.on_disconnect(noting(reported));
            std::thread answering([&] { pending.answer.send(ok_text("one or the other")); });
            // It still reads, so that it sees an answer that was sent.
            client.finish_sending();
            answering.join();
        }
        bool const is_answered = !client.receive_rest().empty();
        ASSERT_TRUE(everyone_has_left(server));
        EXPECT_FALSE(is_answered && reported.take_if_any().has_value());
    }
}

TEST(Gone, is_everyone_when_the_server_ends)
{
    auto server = std::make_unique<TestServer>();
    Client client(server->port());
    client.send(get("/pending"));
    auto const pending = server->pending().take();
    Inbox<std::thread::id> reported;
    pending.answer.on_disconnect(noting(reported));
    server.reset();
    reported.take();
    pending.answer.on_disconnect(noting(reported));
    EXPECT_EQ(reported.take_if_any(), std::nullopt);
}

}  // namespace
}  // namespace rmirror::wire::test
