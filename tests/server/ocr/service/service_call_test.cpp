// SPDX-License-Identifier: AGPL-3.0-or-later
// How readers of pages ask through a gateway.
#include "ocr/service/service_call.hpp"

#include "wire/test_server.hpp"

#include <gtest/gtest.h>

#include <future>

namespace rmirror::ocr {
namespace {

using upstream::CallOutcome;

class AskTest : public testing::Test {
protected:
    std::future<CallOutcome> ask(Repeats repeats)
    {
        return std::async(std::launch::async, [this, repeats] {
            upstream::Call call;
            call.url = "http://127.0.0.1:" + std::to_string(server_.port()) + "/pending";
            return through(gateway_, 2, repeats, stopping_.get_token())(std::move(call)).outcome;
        });
    }

    void fail_next() { server_.pending().take().answer.send(http::empty_reply(http::Code::Bad_Gateway)); }

    http::test::TestServer server_;
    upstream::Client client_;
    upstream::Gateway gateway_{client_, {.name = "reading"}, nullptr, [] { return 0.0; }};
    std::stop_source stopping_;
};

TEST_F(AskTest, a_server_that_stops_does_not_wait_for_calls_and_begins_no_more)
{
    auto first = ask(Repeats::yes);
    auto second = ask(Repeats::no);
    auto const one = server_.pending().take();
    auto const other = server_.pending().take();
    stopping_.request_stop();
    EXPECT_EQ(first.get(), CallOutcome::cancelled);
    EXPECT_EQ(second.get(), CallOutcome::cancelled);
    EXPECT_EQ(ask(Repeats::yes).get(), CallOutcome::cancelled);
    EXPECT_FALSE(server_.pending().take_if_any());
}

TEST_F(AskTest, only_what_may_be_repeated_is_asked_again_when_it_may_have_been_heard)
{
    auto page = ask(Repeats::yes);
    fail_next();
    fail_next();
    fail_next();
    EXPECT_EQ(page.get(), CallOutcome::answered);
    auto batch = ask(Repeats::no);
    fail_next();
    EXPECT_EQ(batch.get(), CallOutcome::answered);
    EXPECT_EQ(gateway_.counts().answers.at("502"), 4U);
}

}  // namespace
}  // namespace rmirror::ocr
