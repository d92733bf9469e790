// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rates/shared_counts.hpp"

#include "collected_log.hpp"
#include "rates/redis_server.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace rmirror::rates {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr SharedCounts::Intervals kQuick{milliseconds(1), milliseconds(1)};

/// One of several servers.
class CountingProcess {
public:
    explicit CountingProcess(std::string const& url)
        : shared_(RedisAddress::parse(url).value(), counters_, log_.log(), kQuick)
    {}

    Counters::Count add(std::string const& key, std::int64_t max = 1000) { return counters_.add(key, max); }
    void settle() { shared_.settle(); }
    std::string log() { return log_.text(); }

private:
    rmirror::test::CollectedLog log_{Level::info};
    Counters counters_{Counters::Sharing::yes};
    SharedCounts shared_;
};

std::ptrdiff_t lines_of(std::string const& text)
{
    return std::count(text.begin(), text.end(), '\n');
}

TEST(SharedCounts, of_two_processes_add_up)
{
    test::RedisServer const redis;
    auto const url = "unix://" + redis.socket();
    CountingProcess one(url);
    CountingProcess two(url);
    for (int i = 0; i < 5; ++i)
        one.add("a");
    one.settle();
    two.add("a");
    two.settle();
    EXPECT_EQ(two.add("a").used, 7);
    EXPECT_EQ(two.add("b").used, 1);
    EXPECT_LE(two.add("a").left, seconds(60));
    EXPECT_FALSE(two.add("a", 8).admitted);
    EXPECT_EQ(one.log() + two.log(), "");
}

TEST(SharedCounts, without_redis_each_process_counts_for_itself_and_says_so_once)
{
    test::RedisServer redis;
    CountingProcess process("unix://" + redis.socket());
    process.add("a");
    process.settle();
    redis.kill();
    for (int i = 2; i <= 6; ++i) {
        EXPECT_EQ(process.add("a", 6).used, i);
        process.settle();
    }
    EXPECT_FALSE(process.add("a", 6).admitted);
    EXPECT_TRUE(process.add("b", 6).admitted);
    EXPECT_EQ(lines_of(process.log()), 1) << process.log();
    EXPECT_NE(process.log().find("redis unavailable"), std::string::npos);
}

TEST(SharedCounts, go_on_being_shared_when_redis_is_back)
{
    test::RedisServer redis;
    auto const url = "unix://" + redis.socket();
    CountingProcess one(url);
    CountingProcess two(url);
    redis.kill();
    one.add("a");
    one.settle();
    redis.start();
    // The next try may still be a millisecond away.
    for (int i = 0; i < 10'000 && one.log().find("redis available again") == std::string::npos; ++i) {
        one.add("a");
        one.settle();
    }
    EXPECT_EQ(lines_of(one.log()), 2) << one.log();
    one.add("b");
    one.settle();
    two.add("b");
    two.settle();
    EXPECT_EQ(two.add("b").used, 3);
}

TEST(SharedCounts, come_in_with_the_right_password_only)
{
    test::RedisServer const redis("open sesame");
    auto address = RedisAddress::parse("unix://" + redis.socket()).value();
    auto const without = Redis(address).increment({{"a", 1, seconds(60)}});
    ASSERT_FALSE(without.ok());
    EXPECT_NE(without.error().sentence.find("NOAUTH"), std::string::npos) << without.error().sentence;
    address.password = Secret("sesame");
    EXPECT_FALSE(Redis(address).increment({{"a", 1, seconds(60)}}).ok());
    address.password = Secret("open sesame");
    address.database = 3;
    Redis known(address);
    auto const totals =
        known.increment({{"a", 2, seconds(60)}, {"b", 1, seconds(60)}, {"a", 1, seconds(60)}});
    ASSERT_TRUE(totals.ok()) << totals.error().sentence;
    EXPECT_EQ(totals.value().at(2).total, 3);
    EXPECT_GT(totals.value().at(2).left, seconds(50));
}

TEST(RedisAddress, is_read_from_a_url)
{
    auto const full = RedisAddress::parse("redis://reader:p@ss:word@cache.example:6380/2").value();
    EXPECT_EQ(full.host, "cache.example");
    EXPECT_EQ(full.port, 6380);
    EXPECT_EQ(full.user, "reader");
    EXPECT_EQ(full.password.reveal(), "p@ss:word");
    EXPECT_EQ(full.database, 2);
    auto const short_one = RedisAddress::parse("redis://:secret@localhost").value();
    EXPECT_EQ(short_one.port, 6379);
    EXPECT_EQ(short_one.user, "");
    EXPECT_EQ(short_one.password.reveal(), "secret");
    EXPECT_EQ(RedisAddress::parse("unix:///run/redis.sock").value().socket, "/run/redis.sock");
    for (auto const* const wrong : {"", "redis://", "redis://:6379", "redis://a:b", "redis://a:70000",
                                    "redis://a/x", "rediss://a", "http://a", "unix://", "localhost:6379"})
        EXPECT_FALSE(RedisAddress::parse(wrong).has_value()) << wrong;
}

}  // namespace
}  // namespace rmirror::rates
