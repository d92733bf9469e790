// SPDX-License-Identifier: AGPL-3.0-or-later
// Many who send at once share a budget, and get it back whatever becomes of their requests.
#include "wire/test_server.hpp"

#include "eventually.hpp"

#include <array>
#include <atomic>
#include <cstdio>

namespace rmirror::wire::test {
namespace {

using rmirror::test::eventually;

constexpr std::size_t kBudget = 250'000;
constexpr std::size_t kHalf = 100'000;

std::string upload(std::size_t bytes, std::string const& headers = "")
{
    return "POST /upload HTTP/1.1\r\nHost: t\r\n" + headers + "Content-Length: " + std::to_string(bytes) +
           "\r\n\r\n";
}

std::string chunk(std::size_t bytes)
{
    std::array<char, 20> size{};
    std::snprintf(size.data(), size.size(), "%zx\r\n", bytes);
    return std::string(size.data()).append(bytes, 'x').append("\r\n");
}

class BodyBudgetTest : public testing::Test {
protected:
    bool comes_to_hold(std::size_t bytes)
    {
        return eventually([&] { return server.bodies().in_use() == bytes; });
    }

    TestServer server{{}, {}, kBudget};
};

TEST_F(BodyBudgetTest, refuses_who_comes_when_it_is_used_up)
{
    Client first(server.port());
    Client second(server.port());
    for (auto* const client : {&first, &second})
        client->send(upload(kHalf + 1) + std::string(kHalf, 'x'));
    ASSERT_TRUE(comes_to_hold(2 * kHalf));

    auto const refused = Client(server.port()).ask(upload(kHalf));
    EXPECT_EQ(refused.status, 503);
    EXPECT_EQ(refused.header("retry-after"), "5");
    EXPECT_EQ(refused.header("content-type"), "application/problem+json");
    EXPECT_EQ(refused.header("connection"), "close");
    // A client whose body would not fit gets no 100 Continue.
    EXPECT_EQ(Client(server.port()).ask(upload(kHalf, "Expect: 100-continue\r\n")).status, 503);
    // What fits goes in, and what has no body needs nothing.
    EXPECT_EQ(Client(server.port()).ask(upload(2) + "hi").status, 200);
    EXPECT_TRUE(server.is_well());

    first.abort();
    ASSERT_TRUE(comes_to_hold(kHalf));
    EXPECT_EQ(second.ask("y").status, 200);
    EXPECT_TRUE(comes_to_hold(0));
}

TEST_F(BodyBudgetTest, refuses_a_body_that_outgrows_it_without_having_said_how_large_it_is)
{
    Client holding(server.port());
    holding.send(upload(2 * kHalf) + std::string(kHalf, 'x'));
    ASSERT_TRUE(comes_to_hold(kHalf));
    Client client(server.port());
    client.send("POST /upload HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(kHalf));
    ASSERT_TRUE(comes_to_hold(2 * kHalf));
    EXPECT_EQ(client.ask(chunk(kHalf)).status, 503);
    ASSERT_TRUE(comes_to_hold(kHalf));
    EXPECT_EQ(holding.ask(std::string(kHalf, 'y')).status, 200);
}

TEST(BodyBudgetOfOne, leaves_room_for_the_others)
{
    FrontOptions front;
    front.identify_user = [](Request const& head, std::string_view) -> UserOrRefusal {
        if (!head.has_header("X-User"))
            return empty_reply(Code::Unauthorized);
        return std::string(head.header("X-User"));
    };
    front.trusted_proxies = TrustedProxies::parse({"127.0.0.1"}).value();
    TestServer server({}, std::move(front), 4 * kHalf, kHalf);
    std::deque<Client> holding;
    std::size_t held = 0;
    for (auto const* const who :
         {"X-User: ann\r\n", "X-Forwarded-For: 192.0.2.1\r\n", "X-Forwarded-For: 2001:db8::1\r\n"}) {
        holding.emplace_back(server.port()).send(upload(kHalf, who) + std::string(kHalf - 1, 'x'));
        held += kHalf - 1;
        ASSERT_TRUE(eventually([&] { return server.bodies().in_use() == held; }));
        EXPECT_EQ(Client(server.port()).ask(upload(2, who)).status, 503) << who;
    }
    // The same household.
    EXPECT_EQ(Client(server.port()).ask(upload(2, "X-Forwarded-For: 2001:db8::2\r\n")).status, 503);
    for (auto const* const who : {"X-User: bob\r\n", "X-Forwarded-For: 192.0.2.2\r\n"})
        EXPECT_EQ(Client(server.port()).ask(upload(2, who) + "hi").status, 200) << who;
    EXPECT_EQ(Client(server.port()).ask(upload(kHalf + 1, "X-User: bob\r\n")).status, 413)
        << "what can never fit";
    EXPECT_EQ(holding.front().ask("x").status, 200);
    ASSERT_TRUE(eventually([&] { return server.bodies().in_use() == held - kHalf + 1; }));
    EXPECT_EQ(Client(server.port()).ask(upload(2, "X-User: ann\r\n") + "hi").status, 200);
}

TEST_F(BodyBudgetTest, holds_no_room_for_what_is_only_announced)
{
    std::deque<Client> announcing;
    for (int i = 0; i < 20; ++i) {
        announcing.emplace_back(server.port());
        announcing.back().send(upload(2 * kHalf) + "x");
    }
    ASSERT_TRUE(comes_to_hold(announcing.size()));
    EXPECT_EQ(Client(server.port()).ask(upload(2 * kHalf) + std::string(2 * kHalf, 'x')).status, 200);
}

TEST_F(BodyBudgetTest, holds_a_body_until_it_has_been_handled)
{
    Client client(server.port());
    client.send("POST /pending HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nhello");
    {
        auto const pending = server.pending().take();
        EXPECT_EQ(server.bodies().in_use(), 5U);
        pending.answer.send(ok_text("thanks"));
        EXPECT_EQ(client.receive().body, "thanks");
        EXPECT_EQ(server.bodies().in_use(), 5U);
    }
    EXPECT_TRUE(comes_to_hold(0));
}

TEST_F(BodyBudgetTest, is_given_back_by_bodies_that_are_refused)
{
    for (auto const* const end : {"nonsense\r\n", "100000\r\n"}) {
        Client client(server.port());
        client.send("POST /upload HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(kHalf));
        ASSERT_TRUE(comes_to_hold(kHalf));
        EXPECT_GE(client.ask(end).status, 400);
        EXPECT_TRUE(comes_to_hold(0));
    }
}

TEST_F(BodyBudgetTest, is_whole_again_after_many_have_fought_for_it)
{
    constexpr int kClients = 6;
    constexpr int kUploads = 20;
    std::atomic<int> taken = 0;
    std::atomic<int> refused = 0;
    std::deque<std::thread> threads;
    for (int i = 0; i < kClients; ++i)
        threads.emplace_back([&] {
            for (int upload_number = 0; upload_number < kUploads; ++upload_number) {
                auto const status = Client(server.port()).ask(upload(kHalf) + std::string(kHalf, 'x')).status;
                taken += status == 200 ? 1 : 0;
                refused += status == 503 ? 1 : 0;
            }
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(taken + refused, kClients * kUploads);
    EXPECT_GT(taken, 0);
    EXPECT_TRUE(comes_to_hold(0));
}

}  // namespace
}  // namespace rmirror::wire::test
