// SPDX-License-Identifier: AGPL-3.0-or-later
// A pool of PostgreSQL connections, opened on demand and reused. Broken connections are discarded.
#pragma once

#include "base/secret.hpp"

#include <pqxx/connection>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <vector>

namespace rmirror::db {

/// No connection became free within PoolOptions::wait.
class PoolExhausted : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct PoolOptions {
    Secret url;
    std::size_t connections = 8;
    std::chrono::milliseconds wait{5000};        // Maximum time to wait for a free connection.
    std::chrono::milliseconds statement{30000};  // Maximum time per statement; 0 means no limit.
};

/// Opens a connection with this program's session settings: UTC, timeouts. Throws pqxx::broken_connection.
std::unique_ptr<pqxx::connection> open_connection(Secret const& url, std::chrono::milliseconds statement);

class Pool {
public:
    explicit Pool(PoolOptions options);
    Pool(Pool const&) = delete;
    Pool& operator=(Pool const&) = delete;

    /// A connection for the lifetime of this object, which must not outlive the pool.
    class Lease {
    public:
        Lease(Lease&& other) noexcept = default;
        Lease& operator=(Lease&&) = delete;
        ~Lease();

        pqxx::connection& operator*() const { return *connection_; }
        /// The connection is broken, and most likely the pool's idle ones as well: closes all of them.
        void discard();

    private:
        friend class Pool;
        struct Return {
            Pool* pool;
            void operator()(pqxx::connection* connection) const { pool->give_back(connection); }
        };
        Lease(Pool& pool, pqxx::connection* connection) : connection_(connection, Return{&pool}) {}

        std::unique_ptr<pqxx::connection, Return> connection_;
    };

    /// Throws PoolExhausted, or pqxx::broken_connection if the database can't be reached.
    Lease take();

    Secret const& url() const { return options_.url; }
    std::size_t size() const { return options_.connections; }
    std::chrono::milliseconds statement_limit() const { return options_.statement; }
    std::size_t in_use() const;

private:
    std::unique_ptr<pqxx::connection> idle_or_none();
    void give_back(pqxx::connection* connection);
    void leave();

    PoolOptions options_;
    mutable std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<std::unique_ptr<pqxx::connection>> idle_;
    std::size_t in_use_ = 0;
};

}  // namespace rmirror::db
