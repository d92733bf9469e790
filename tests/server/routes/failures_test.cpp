// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/routes.hpp"

#include <gtest/gtest.h>
#include <pqxx/except>

namespace rmirror::test {
namespace {

void expect_later(std::exception const& error)
{
    auto const reply = routes::explain_failure(error);
    ASSERT_TRUE(reply) << error.what();
    EXPECT_EQ(reply->status, http::Code::Service_Unavailable) << error.what();
}

TEST(Failures, are_no_fault_of_ours_while_the_database_is_away)
{
    expect_later(pqxx::broken_connection("terminating connection"));
    expect_later(pqxx::in_doubt_error("connection lost while committing"));
}

TEST(Failures, are_no_fault_of_ours_while_the_database_ends_or_is_cut_off)
{
    for (auto const* const state : {"57P01", "57P02", "57P03"})
        expect_later(pqxx::sql_error("terminating connection", "SELECT 1", state));
}

TEST(Failures, are_no_fault_of_ours_while_a_statement_waits_too_long_for_others)
{
    expect_later(pqxx::sql_error("canceling statement due to statement timeout", "SELECT 1", "57014"));
}

TEST(Failures, of_a_statement_stay_ours)
{
    EXPECT_FALSE(routes::explain_failure(pqxx::sql_error("no such column", "SELECT x", "42703")));
}

}  // namespace
}  // namespace rmirror::test
