// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/state.hpp"

#include "db/database.hpp"
#include "quota/quota.hpp"

namespace rmirror::reading {
namespace {

class StateTest : public db::test::DatabaseTest {
protected:
    std::string reported()
    {
        return value(
            "SELECT has_reader() || ' ' || coalesce((SELECT paused_because FROM reading_state), '-')");
    }
};

TEST_F(StateTest, is_what_the_workers_said_last)
{
    EXPECT_EQ(reported(), "false -");
    report_state(pool, {.has_reader = false});
    EXPECT_EQ(reported(), "false -");
    report_state(pool, {.has_reader = true});
    EXPECT_EQ(reported(), "true -");
    report_state(pool, {.has_reader = true, .pause_message = "The key was refused."});
    EXPECT_EQ(reported(), "true The key was refused.");
    report_state(pool, {.has_reader = true});
    EXPECT_EQ(reported(), "true -");
}

TEST_F(StateTest, is_supposed_by_a_server_with_a_key_until_a_worker_has_said_something)
{
    assume_reader(pool);
    EXPECT_EQ(reported(), "true -");
    value("UPDATE reading_state SET has_reader = false RETURNING 1");
    assume_reader(pool);
    EXPECT_EQ(reported(), "false -");
}

TEST_F(StateTest, is_not_taken_back_by_a_worker_without_the_key_beside_one_that_has_it)
{
    report_state(pool, {.has_reader = true});
    report_state(pool, {.has_reader = false});
    EXPECT_EQ(reported(), "true -");
    value("UPDATE reading_state SET said_at = now() - interval '6 minutes' RETURNING 1");
    report_state(pool, {.has_reader = false});
    EXPECT_EQ(reported(), "false -") << "Who could read is gone.";
}

}  // namespace
}  // namespace rmirror::reading
