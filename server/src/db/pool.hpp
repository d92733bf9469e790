// SPDX-License-Identifier: AGPL-3.0-or-later
// Connections to PostgreSQL, opened when first needed and used again. Those that broke are thrown away.
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

/// Every connection was in use for as long as one may wait.
class PoolExhausted : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct PoolOptions {
    Secret url;
    std::size_t connections = 8;
    std::chrono::milliseconds wait{5000};        // For a connection to come back.
    std::chrono::milliseconds statement{30000};  // The most a statement may take; 0 is without end.
};

/// One connection with the session settings all of ours have: UTC, deadlines. Throws pqxx::broken_connection.
std::unique_ptr<pqxx::connection> open_connection(Secret const& url, std::chrono::milliseconds statement);

class Pool {
public:
    explicit Pool(PoolOptions options);
    Pool(Pool const&) = delete;
    Pool& operator=(Pool const&) = delete;

    /// A connection for as long as this lives. It must not outlive the pool.
    class Lease {
    public:
        Lease(Lease&& other) noexcept = default;
        Lease& operator=(Lease&&) = delete;
        ~Lease();

        pqxx::connection& operator*() const { return *connection_; }
        /// It broke, and so have those that idle in the pool, most likely: none of them is used again.
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

    /// Throws PoolExhausted, or pqxx::broken_connection when the database cannot be reached.
    Lease take();

    std::size_t size() const { return options_.connections; }
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
