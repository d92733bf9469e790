// SPDX-License-Identifier: AGPL-3.0-or-later
// Real databases for tests: one private cluster for the whole run, started by the first test that needs one,
// and a migrated database without a row for each.
#pragma once

#include "db/ids.hpp"
#include "db/pool.hpp"
#include "db/transaction.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>

namespace rmirror::db::test {

/// The cluster's own database, for what needs none of its own.
std::string cluster_url();

/// For one test. A migrated one is emptied afterwards and serves the next: making one costs a hundred times
/// that. So a test that changes the schema must begin with an empty one, which is dropped.
class Database {
public:
    enum class Schema { migrated, empty };

    explicit Database(Schema schema = Schema::migrated);
    ~Database();
    Database(Database const&) = delete;
    Database& operator=(Database const&) = delete;

    Secret url() const { return Secret(url_); }
    PoolOptions options(std::size_t connections = 4) const;
    /// The server's own connections end, as when PostgreSQL is restarted.
    void cut_connections() const;

private:
    void copy(std::string const& from);

    Schema schema_;
    std::string name_;
    std::string url_;
};

/// What most tests begin with.
struct DatabaseTest : testing::Test {
    Database database;
    Pool pool{database.options()};

    UserId add_user(std::string const& email);
    /// The first column of the only row, as text.
    std::string value(std::string const& sql);
};

}  // namespace rmirror::db::test
