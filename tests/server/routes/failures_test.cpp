// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/failures.hpp"

#include <gtest/gtest.h>
#include <pqxx/except>

namespace rmirror::test {
namespace {

TEST(Failures, are_no_fault_of_ours_while_the_database_ends_or_is_cut_off)
{
    for (auto const* const state : {"57P01", "57P02", "57P03"}) {
        auto const reply = explain_failure(pqxx::sql_error("terminating connection", "SELECT 1", state));
        ASSERT_TRUE(reply) << state;
        EXPECT_EQ(reply->status, http::Code::Service_Unavailable) << state;
    }
}

TEST(Failures, of_a_statement_stay_ours)
{
    EXPECT_FALSE(explain_failure(pqxx::sql_error("no such column", "SELECT x", "42703")));
}

}  // namespace
}  // namespace rmirror::test
