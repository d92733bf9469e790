// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers that are taken piece by piece.
#include "upstream/client/client.hpp"

#include "http/problem.hpp"
#include "wire/test_server.hpp"

namespace rmirror::upstream {
namespace {

using http::test::Inbox;
using http::test::TestServer;
using Flow = Sink::Flow;

class SinkTest : public testing::Test {
protected:
    void ask(Flow flow = Flow::go_on)
    {
        Call call;
        call.url = "http://127.0.0.1:" + std::to_string(server_->port()) + "/pending";
        Sink sink;
        sink.on_head = [this](int status, Headers const& headers, Sink::Resume resume) {
            resume_ = std::move(resume);
            heads_.put(std::to_string(status) + " " + headers.at("content-type"));
        };
        sink.on_data = [this, flow](std::string_view piece) {
            pieces_.put(std::string(piece));
            return flow;
        };
        client_.ask(
            std::move(call), std::move(sink), [this](CallResult result) { outcomes_.put(std::move(result)); },
            leaving_.get_token());
    }

    http::Stream begin(http::StreamEvents events = {})
    {
        http::Reply head{.content_type = "text/event-stream", .body = nullptr, .headers = {}};
        return server_->pending().take().answer.begin(std::move(head), std::move(events));
    }

    /// Pieces may have been cut or joined on their way.
    std::string taken(std::size_t bytes)
    {
        std::string text;
        while (text.size() < bytes)
            text += pieces_.take();
        return text;
    }

    std::optional<TestServer> server_{std::in_place};
    Inbox<std::string> heads_;
    Inbox<std::string> pieces_;
    Inbox<CallResult> outcomes_;
    Sink::Resume resume_;  // From the head on.
    std::stop_source leaving_;
    Client client_;
};

TEST_F(SinkTest, takes_head_and_pieces_as_they_come)
{
    ask();
    auto const stream = begin();
    EXPECT_EQ(heads_.take(), "200 text/event-stream");
    stream.write("data: 1\n\n");
    EXPECT_EQ(taken(9), "data: 1\n\n");
    stream.write("data: 2\n\n");
    EXPECT_EQ(taken(9), "data: 2\n\n");
    stream.end();
    auto const result = outcomes_.take();
    EXPECT_EQ(result.outcome, CallOutcome::answered);
    EXPECT_EQ(result.status, 200);
    EXPECT_EQ(result.body, "");
}

TEST_F(SinkTest, is_not_shown_what_is_no_success)
{
    ask();
    server_->pending().take().answer.send(http::problem(http::Code::Conflict, "Not now."));
    auto const result = outcomes_.take();
    EXPECT_EQ(result.status, 409);
    EXPECT_NE(result.body.find("Not now."), std::string::npos);
    EXPECT_FALSE(heads_.take_if_any());
}

TEST_F(SinkTest, that_pauses_holds_the_other_side_back)
{
    constexpr std::size_t kPieceBytes = 64U << 10U;
    constexpr std::size_t kMaxPieces = 2000;
    ask(Flow::pause);
    auto const stream = begin();
    std::size_t written = 0;
    auto room = http::Stream::Room::open;
    for (std::size_t i = 0; i < kMaxPieces && room == http::Stream::Room::open; ++i) {
        room = stream.write(std::string(kPieceBytes, 'x'));
        written += kPieceBytes;
    }
    ASSERT_EQ(room, http::Stream::Room::full);
    stream.end();
    std::size_t got = 0;
    while (got < written) {
        auto const piece = pieces_.take();
        got += piece.size();
        EXPECT_FALSE(pieces_.take_if_any());
        resume_();
    }
    EXPECT_EQ(got, written);
    EXPECT_EQ(outcomes_.take().outcome, CallOutcome::answered);
}

TEST_F(SinkTest, that_leaves_lets_the_other_side_know)
{
    Inbox<bool> gone;
    ask();
    auto const stream = begin({.on_room = {}, .on_disconnect = [&gone] { gone.put(true); }});
    heads_.take();
    leaving_.request_stop();
    EXPECT_EQ(outcomes_.take().outcome, CallOutcome::cancelled);
    EXPECT_TRUE(gone.take());
    resume_();
    EXPECT_FALSE(outcomes_.take_if_any());
}

TEST_F(SinkTest, is_told_when_the_answer_is_cut_off)
{
    ask();
    auto const stream = begin();
    stream.write("half");
    EXPECT_EQ(taken(4), "half");
    server_.reset();
    auto const result = outcomes_.take();
    EXPECT_EQ(result.outcome, CallOutcome::unreachable);
    EXPECT_TRUE(result.sent);
}

TEST(Cancellation, may_come_before_the_call_and_after_the_client)
{
    Inbox<CallResult> outcomes;
    std::stop_source source;
    Call unreachable;
    unreachable.url = "http://127.0.0.1:1/";
    {
        Client client;
        client.ask(
            unreachable, [](CallResult const&) {}, source.get_token());
    }
    source.request_stop();
    Client another;
    another.ask(
        unreachable, [&](CallResult result) { outcomes.put(std::move(result)); }, source.get_token());
    EXPECT_EQ(outcomes.take().outcome, CallOutcome::cancelled);
}

}  // namespace
}  // namespace rmirror::upstream
