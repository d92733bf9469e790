// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rates/rate_limits.hpp"

#include "wire/test_server.hpp"

#include <gtest/gtest.h>

namespace rmirror::rates {
namespace {

using http::Traffic;
using http::test::get;
using http::test::Received;

class RateLimitsTest : public testing::Test {
protected:
    Received ask(std::string const& path, std::string const& client = "192.0.2.1",
                 std::string const& user = "")
    {
        auto headers = "X-Forwarded-For: " + client + "\r\n";
        if (!user.empty())
            headers += "X-User: " + user + "\r\n";
        return client_.ask(get(path, headers));
    }

    /// How many of `attempts` come through.
    int admitted(int attempts, std::string const& path, std::string const& client = "192.0.2.1",
                 std::string const& user = "")
    {
        int count = 0;
        for (int i = 0; i < attempts; ++i)
            count += ask(path, client, user).status == 200 ? 1 : 0;
        return count;
    }

private:
    http::FrontOptions front()
    {
        auto const hello = [](http::Request const&) { return http::ok_text("Hello"); };
        auto const route = [&](std::string path, Traffic traffic) {
            return http::Route{http::Method::get,
                               std::move(path),
                               http::replying(hello),
                               {.runs = http::Runs::on_loop, .traffic = traffic}};
        };
        http::FrontOptions options;
        options.trusted_proxies = http::TrustedProxies::parse({"127.0.0.1"}).value();
        options.identify_user = [](http::Request const& head, std::string_view) -> http::UserOrRefusal {
            if (!head.has_header("X-User"))
                return http::empty_reply(http::Code::Unauthorized);
            return std::string(head.header("X-User"));
        };
        options.gate = [this](auto const& head, auto const& traits, auto& admission) {
            limits_.admit(head, traits, admission);
        };
        options.routes = {route("/usual", Traffic::usual),     route("/login", Traffic::sign_in),
                          route("/upload", Traffic::upload),   route("/proxy", Traffic::proxy),
                          route("/picture", Traffic::picture), route("/free", Traffic::unlimited),
                          route("/pages", Traffic::notion),    route("/pages/:id", Traffic::notion),
                          route("/blocks", Traffic::notion)};
        for (auto const index : {options.routes.size() - 3, options.routes.size() - 2})
            options.routes[index].traits.user_rate_limit = {"pages", 20};
        return options;
    }

    Log log_{Level::error, [](std::string const&) {}};
    RateLimits limits_{log_, 1000};
    http::test::TestServer server_{{}, front()};
    http::test::Client client_{server_.port()};
};

TEST_F(RateLimitsTest, strangers_have_30_a_minute_for_each_address)
{
    EXPECT_EQ(admitted(35, "/usual"), 30);
    EXPECT_EQ(admitted(1, "/usual", "192.0.2.2"), 1);
}

TEST_F(RateLimitsTest, users_have_300_wherever_they_are)
{
    EXPECT_EQ(admitted(200, "/usual", "192.0.2.1", "ann"), 200);
    EXPECT_EQ(admitted(105, "/usual", "192.0.2.9", "ann"), 100);
    EXPECT_EQ(admitted(1, "/usual", "192.0.2.1", "bob"), 1);
}

TEST_F(RateLimitsTest, signing_in_has_10_for_each_address_from_all_networks)
{
    EXPECT_EQ(admitted(7, "/login"), 7);
    EXPECT_EQ(admitted(7, "/login", "192.0.2.1", "ann"), 3);
    EXPECT_EQ(admitted(1, "/usual"), 1) << "other requests are counted apart";
}

TEST_F(RateLimitsTest, uploads_and_proxies_have_buckets_of_their_own)
{
    EXPECT_EQ(admitted(301, "/proxy", "192.0.2.1", "ann"), 300);
    auto const upload = ask("/upload", "192.0.2.1", "ann");
    EXPECT_EQ(upload.header("ratelimit-limit"), "20000");
    EXPECT_EQ(upload.header("ratelimit-remaining"), "19999");
    EXPECT_EQ(admitted(1, "/usual", "192.0.2.1", "ann"), 1);
}

TEST_F(RateLimitsTest, pictures_cost_none_of_the_other_requests)
{
    EXPECT_EQ(ask("/picture", "192.0.2.1", "ann").header("ratelimit-limit"), "1000");
    EXPECT_EQ(admitted(1000, "/picture", "192.0.2.1", "ann"), 999);
    EXPECT_EQ(ask("/usual", "192.0.2.1", "ann").header("ratelimit-remaining"), "299");
    EXPECT_EQ(admitted(31, "/picture", "192.0.2.2"), 30) << "strangers have one bucket for all";
}

TEST_F(RateLimitsTest, what_has_a_limit_of_its_own_is_counted_against_both)
{
    EXPECT_EQ(ask("/pages", "192.0.2.1", "ann").header("ratelimit-limit"), "20");
    EXPECT_EQ(admitted(15, "/pages/1", "192.0.2.1", "ann"), 15);
    EXPECT_EQ(admitted(30, "/pages", "192.0.2.1", "ann"), 4) << "one name, one limit";
    EXPECT_EQ(admitted(1, "/pages", "192.0.2.1", "bob"), 1);
    EXPECT_EQ(ask("/blocks", "192.0.2.1", "ann").header("ratelimit-remaining"), "99")
        << "what was refused is not counted";
    EXPECT_EQ(admitted(120, "/blocks", "192.0.2.1", "ann"), 99);
    auto const refused = ask("/pages", "192.0.2.1", "bob");
    EXPECT_EQ(refused.header("ratelimit-remaining"), "18");
}

TEST_F(RateLimitsTest, some_routes_are_never_limited)
{
    EXPECT_EQ(admitted(400, "/free"), 400);
    EXPECT_EQ(ask("/free").header("ratelimit-limit"), "");
}

TEST_F(RateLimitsTest, answers_say_how_much_is_left_and_how_long_to_wait)
{
    auto const first = ask("/login");
    EXPECT_EQ(first.header("ratelimit-limit"), "10");
    EXPECT_EQ(first.header("ratelimit-remaining"), "9");
    EXPECT_EQ(first.header("ratelimit-reset"), "60");
    EXPECT_EQ(admitted(9, "/login"), 9);
    auto const refused = ask("/login");
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.header("content-type"), "application/problem+json");
    EXPECT_EQ(refused.header("ratelimit-remaining"), "0");
    EXPECT_EQ(refused.header("retry-after"), refused.header("ratelimit-reset"));
    EXPECT_GT(std::stoi(refused.header("retry-after")), 0);
}

TEST_F(RateLimitsTest, a_household_of_ipv6_is_one_stranger)
{
    EXPECT_EQ(admitted(20, "/usual", "2001:db8:1:2::1"), 20);
    EXPECT_EQ(admitted(20, "/usual", "2001:db8:1:2:ffff::1"), 10);
    EXPECT_EQ(admitted(20, "/usual", "2001:db8:1:3::1"), 20);
}

}  // namespace
}  // namespace rmirror::rates
