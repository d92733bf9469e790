// SPDX-License-Identifier: AGPL-3.0-or-later
// A gateway to a server whose answers the test gives by hand, at times that the test sets.
#pragma once

#include "upstream/breaker.hpp"
#include "upstream/gateway.hpp"
#include "upstream/hand_clock.hpp"

#include <utility>
#include <vector>

namespace rmirror::upstream::test {

class GatewayTest : public testing::Test {
protected:
    explicit GatewayTest(GatewayOptions options = {})
        : gateway_(client_, std::move(options), &clock_, [] { return 0.5; })
    {}

    Order order(std::string owner = "ann") const
    {
        Order order;
        order.call.url = "http://127.0.0.1:" + std::to_string(server_.port()) + "/pending";
        order.call.deadline = std::chrono::seconds(600);
        order.share.owner = std::move(owner);
        return order;
    }

    /// Answers what cancels the call.
    std::stop_source ask(Order order)
    {
        std::stop_source source;
        order.cancellation = source.get_token();
        gateway_.ask(std::move(order), [this](CallResult result) { outcomes_.put(std::move(result)); });
        return source;
    }

    static void answer(http::test::Pending const& pending, int status,
                       std::vector<http::NamedValue> headers = {})
    {
        auto reply = http::ok_text("as it was");
        reply.status = static_cast<http::Code>(status);
        reply.headers = std::move(headers);
        pending.answer.send(std::move(reply));
    }

    void answer_next(int status, std::vector<http::NamedValue> headers = {})
    {
        answer(server_.pending().take(), status, std::move(headers));
    }

    /// Five refusals, which open the breaker.
    void be_refused()
    {
        for (int i = 0; i < Breaker::kMaxInRow; ++i) {
            auto refused = order();
            refused.retries = once();
            ask(std::move(refused));
            answer_next(429);
            EXPECT_EQ(outcomes_.take().status, 429);
        }
    }

    // In this order: the client's thread tells outcomes until it has ended.
    http::test::TestServer server_;
    http::test::Inbox<CallResult> outcomes_;
    HandClock clock_;
    Client client_;
    Gateway gateway_;
};

}  // namespace rmirror::upstream::test
