// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/database.hpp"

#include <pqxx/except>
#include <pqxx/nontransaction>

namespace rmirror::db::test {
namespace {

struct PoolTest : DatabaseTest {
    std::string backend_of(Pool::Lease const& lease)
    {
        return pqxx::nontransaction(*lease).exec1("SELECT pg_backend_pid()")[0].as<std::string>();
    }
};

TEST_F(PoolTest, uses_connections_again)
{
    auto const first = backend_of(pool.take());
    EXPECT_EQ(backend_of(pool.take()), first);
    EXPECT_EQ(pool.in_use(), 0U);
}

TEST_F(PoolTest, lets_nobody_wait_for_ever)
{
    auto options = database.options(2);
    options.wait = std::chrono::milliseconds(20);
    Pool small(options);
    auto const first = small.take();
    {
        auto const second = small.take();
        EXPECT_EQ(small.in_use(), 2U);
        EXPECT_THROW(small.take(), PoolExhausted);
    }
    auto const third = small.take();
    EXPECT_EQ(small.in_use(), 2U);
}

TEST_F(PoolTest, ends_statements_that_take_too_long)
{
    auto options = database.options();
    options.statement = std::chrono::seconds(2);  // What is quick is, on a busy machine too.
    Pool impatient(options);
    auto const sleep = [](pqxx::work& work) { work.exec("SELECT pg_sleep(600)"); };
    EXPECT_THROW(as_system(impatient, sleep), pqxx::sql_error);
    EXPECT_EQ(as_system(impatient, [](pqxx::work& work) { return work.exec1("SELECT 7")[0].as<int>(); }), 7);
}

TEST_F(PoolTest, gives_back_what_it_could_not_open)
{
    PoolOptions options;
    options.url = Secret("postgresql:///rmirror?host=/nowhere");
    options.connections = 1;
    Pool nowhere(options);
    for (int i = 0; i < 3; ++i)
        EXPECT_THROW(nowhere.take(), pqxx::broken_connection);
    EXPECT_EQ(nowhere.in_use(), 0U);
}

}  // namespace
}  // namespace rmirror::db::test
