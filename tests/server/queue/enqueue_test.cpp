// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/enqueue.hpp"

#include "queue/queue_fixture.hpp"

namespace rmirror::queue::test {
namespace {

struct EnqueueTest : QueueFixture {
    /// Another one with each new version of the row.
    std::string version() { return value("SELECT xmin FROM sync_queue"); }
};

TEST_F(EnqueueTest, leaves_the_row_alone_of_what_waits_already_as_it_is)
{
    enqueue(1);
    auto const first = version();
    enqueue(1);
    enqueue(1, 7);
    EXPECT_EQ(version(), first) << "It waits with a higher priority already.";
    enqueue(1, 2);
    EXPECT_NE(version(), first);
    EXPECT_EQ(value("SELECT priority FROM sync_queue"), "2");
}

TEST_F(EnqueueTest, changes_the_row_of_what_waits_with_something_else)
{
    for (std::string const other : {"content_hash = 'i1:other'", "operation = 'delete'",
                                    "trigger_source = 'manual'", "group_key = (SELECT uuid_v7())"}) {
        enqueue(1);
        set(1, other);
        auto const before = version();
        enqueue(1);
        EXPECT_NE(version(), before) << other;
    }
}

TEST_F(EnqueueTest, begins_anew_with_what_is_with_a_worker)
{
    enqueue(1);
    ASSERT_TRUE(claim_next());
    enqueue(1);
    EXPECT_EQ(value("SELECT is_outdated FROM sync_queue"), "t");
}

}  // namespace
}  // namespace rmirror::queue::test
