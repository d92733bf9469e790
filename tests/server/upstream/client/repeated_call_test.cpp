// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls on connections that were kept, to a service that ends them: what may have been carried out is not
// sent twice.
#include "upstream/client/client.hpp"

#include "checkout.hpp"
#include "helper_process.hpp"

#include <gtest/gtest.h>

namespace rmirror::upstream {
namespace {

class DyingConnections : public testing::Test {
protected:
    CallResult ask(std::string const& method, std::string const& path = "/", std::string body = "")
    {
        Call call;
        call.method = method;
        call.url = "http://127.0.0.1:" + port_ + path;
        call.body = std::move(body);
        return client_.ask_and_wait(std::move(call));
    }

    test::HelperProcess server_{{"node", checkout() + "/tests/server/upstream/dying-connections.mjs"}};
    std::string port_ = server_.line();
    Client client_;
};

TEST_F(DyingConnections, get_no_call_twice_that_may_have_been_carried_out)
{
    for (auto const& [method, body] :
         {std::pair("POST", "a call that costs money"), std::pair("POST", ""), std::pair("DELETE", "")}) {
        SCOPED_TRACE(std::string(method) + " " + body);
        auto const first = ask(method, "/", body);
        ASSERT_EQ(first.outcome, CallOutcome::answered) << first.why;
        auto const second = ask(method, "/", body);
        EXPECT_EQ(second.outcome, CallOutcome::unreachable) << second.body;
        EXPECT_TRUE(second.sent) << "only the caller knows whether to ask again";
        EXPECT_EQ(second.status, 0);
        EXPECT_EQ(second.why, "the connection was closed before the response");
        auto const seen = std::string(method) + " by " + first.body;
        EXPECT_EQ(server_.line(), seen);
        EXPECT_EQ(server_.line(), seen);
    }
}

TEST_F(DyingConnections, get_a_call_again_that_does_no_harm)
{
    EXPECT_EQ(ask("GET").body, "connection 1");
    EXPECT_EQ(ask("GET").body, "connection 2");
    for (auto const* const seen : {"GET by connection 1", "GET by connection 1", "GET by connection 2"})
        EXPECT_EQ(server_.line(), seen);
}

TEST_F(DyingConnections, that_are_closed_already_get_no_call_at_all)
{
    EXPECT_EQ(ask("POST", "/last").body, "connection 1");
    EXPECT_EQ(server_.line(), "POST by connection 1");
    EXPECT_EQ(server_.line(), "connection 1 is closed");
    auto const next = ask("POST", "/", "a call that costs money");
    EXPECT_EQ(next.body, "connection 2") << next.why;
    EXPECT_EQ(server_.line(), "POST by connection 2");
}

}  // namespace
}  // namespace rmirror::upstream
