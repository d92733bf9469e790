// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls that may not reach this machine or its neighbours.
#include "upstream/gateway.hpp"

#include "wire/test_server.hpp"

#include <gtest/gtest.h>

namespace rmirror::upstream {
namespace {

using http::test::TestServer;

class UpstreamReach : public testing::Test {
protected:
    Call call(std::string const& host, Reach reach) const
    {
        Call call;
        call.url = "http://" + host + ":" + std::to_string(server_.port()) + "/hello";
        call.reach = reach;
        return call;
    }

    TestServer server_;
    Client client_;
};

TEST_F(UpstreamReach, ends_before_a_private_address_is_connected_to)
{
    for (auto const* const host : {"127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"}) {
        auto const result = client_.ask_and_wait(call(host, Reach::public_only));
        EXPECT_EQ(result.outcome, CallOutcome::refused_address) << host << ": " << result.why;
        EXPECT_FALSE(result.sent) << host;
        EXPECT_EQ(result.status, 0) << host;
    }
}

TEST_F(UpstreamReach, ends_where_a_name_leads_there)
{
    EXPECT_EQ(client_.ask_and_wait(call("localhost", Reach::public_only)).outcome,
              CallOutcome::refused_address);
    EXPECT_EQ(client_.ask_and_wait(call("localhost", Reach::anywhere)).status, 200);
}

TEST_F(UpstreamReach, uses_no_connection_that_was_made_for_others)
{
    EXPECT_EQ(client_.ask_and_wait(call("127.0.0.1", Reach::anywhere)).status, 200);
    auto const result = client_.ask_and_wait(call("127.0.0.1", Reach::public_only));
    EXPECT_EQ(result.outcome, CallOutcome::refused_address) << result.why;
    EXPECT_FALSE(result.sent);
    EXPECT_EQ(client_.ask_and_wait(call("127.0.0.1", Reach::anywhere)).status, 200);
}

TEST_F(UpstreamReach, is_not_tried_again)
{
    Gateway gateway(client_, {.name = "webhook"});
    Order order;
    order.call = call("127.0.0.1", Reach::public_only);
    order.share.owner = "kim";
    order.retries.repeatable = true;
    auto const result = gateway.ask_and_wait(std::move(order));
    EXPECT_EQ(result.outcome, CallOutcome::refused_address);
    EXPECT_EQ(result.tries, 1);
    EXPECT_EQ(gateway.counts().answers.at("refused_address"), 1U);
}

}  // namespace
}  // namespace rmirror::upstream
