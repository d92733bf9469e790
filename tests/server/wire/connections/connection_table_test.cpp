// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/connections/connection_table.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace rmirror::wire {
namespace {

using std::chrono::seconds;

class ConnectionTableTest : public testing::Test {
protected:
    /// A connection whose client waits for an answer.
    std::shared_ptr<ConnectionInfo> add(ConnectionTable& table, std::uint64_t number,
                                        std::optional<std::string> network = std::nullopt)
    {
        auto presence = table.add(number, std::move(network), tasks);
        if (presence)
            presence->idle_since = ConnectionInfo::kNever;
        return presence;
    }

    /// The numbers of those that were told to leave since the last time.
    std::vector<std::uint64_t> evicted()
    {
        std::vector<std::uint64_t> numbers;
        for (auto const& task : tasks->take_all())
            numbers.push_back(task.connection);
        return numbers;
    }

    using Numbers = std::vector<std::uint64_t>;

    Clock::time_point const start = Clock::now();
    std::shared_ptr<TaskQueue> tasks = std::make_shared<TaskQueue>();
};

TEST_F(ConnectionTableTest, tells_the_one_that_is_idle_longest_to_leave)
{
    ConnectionTable table(3, 0);
    auto const first = add(table, 1);
    auto const second = add(table, 2);
    auto const third = add(table, 3);
    first->idle_since = start + seconds(2);
    second->idle_since = start + seconds(1);
    third->idle_since = start + seconds(3);
    EXPECT_TRUE(add(table, 4));
    EXPECT_EQ(evicted(), Numbers{2});
    // What was idle when all were looked at may be busy by now.
    first->idle_since = ConnectionInfo::kNever;
    EXPECT_TRUE(add(table, 5));
    EXPECT_EQ(evicted(), Numbers{3});
}

TEST_F(ConnectionTableTest, counts_those_as_idle_that_were_only_just_accepted)
{
    ConnectionTable table(2, 0);
    auto const first = table.add(1, std::nullopt, tasks);
    auto const second = table.add(2, std::nullopt, tasks);
    EXPECT_TRUE(table.add(3, std::nullopt, tasks));
    EXPECT_EQ(evicted(), Numbers{1});
}

TEST_F(ConnectionTableTest, refuses_where_all_wait_for_their_answers)
{
    ConnectionTable table(2, 0);
    auto const first = add(table, 1);
    auto const second = add(table, 2);
    EXPECT_FALSE(add(table, 3));
    EXPECT_EQ(evicted(), Numbers{});
    table.remove(1);
    EXPECT_TRUE(add(table, 4));
}

TEST_F(ConnectionTableTest, tells_one_at_a_time_where_something_else_is_wanting)
{
    ConnectionTable table(100, 0);
    auto first = add(table, 1);
    auto const second = add(table, 2);
    first->idle_since = start;
    second->idle_since = start + seconds(1);
    table.make_room();
    table.make_room();
    EXPECT_EQ(evicted(), Numbers{1});
    first.reset();  // Its loop has closed it.
    table.make_room();
    EXPECT_EQ(evicted(), Numbers{2});
}

TEST_F(ConnectionTableTest, bounds_each_network_alone)
{
    ConnectionTable table(100, 2);
    auto const first = add(table, 1, "192.0.2.1");
    auto const second = add(table, 2, "192.0.2.1");
    EXPECT_FALSE(add(table, 3, "192.0.2.1"));
    EXPECT_TRUE(add(table, 4, "192.0.2.2"));
    second->idle_since = start;
    EXPECT_TRUE(add(table, 5, "192.0.2.1"));
    EXPECT_EQ(evicted(), Numbers{2});
    table.remove(1);
    EXPECT_TRUE(add(table, 6, "192.0.2.1"));
    EXPECT_EQ(evicted(), Numbers{});
    for (std::uint64_t number = 10; number < 20; ++number)
        EXPECT_TRUE(add(table, number)) << "whose network is not counted";
}

TEST_F(ConnectionTableTest, keeps_its_order_with_thousands)
{
    constexpr std::uint64_t kMany = 5000;
    ConnectionTable table(kMany, 0);
    std::vector<std::shared_ptr<ConnectionInfo>> all;
    all.reserve(kMany);
    for (std::uint64_t number = 0; number < kMany; ++number)
        all.push_back(add(table, number));
    // 7 and the size have no common divisor, so that each place is taken once.
    for (std::uint64_t number = 0; number < kMany; ++number)
        all[number]->idle_since = start + seconds(number * 7 % kMany);
    for (std::uint64_t i = 0; i < 200; ++i) {
        ASSERT_TRUE(add(table, kMany + i));
        auto const gone = evicted();
        ASSERT_EQ(gone.size(), 1U);
        EXPECT_EQ(gone[0] * 7 % kMany, i);
    }
}

}  // namespace
}  // namespace rmirror::wire
