// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/pool.hpp"

#include "db/citus.hpp"
#include "db/extensions.hpp"
#include "db/pooler.hpp"

#include <pqxx/nontransaction>

#include <string>
#include <utility>

namespace rmirror::db {

namespace {

/// Supports both of libpq's formats: a URL, or key-value pairs such as host=/run/postgresql.
std::string with_deadline(std::string const& url)
{
    constexpr auto kDeadline = "connect_timeout=5";  // Seconds.
    if (url.find("connect_timeout") != std::string::npos)
        return url;
    if (url.find("://") == std::string::npos)
        return url + " " + kDeadline;
    return url + (url.find('?') == std::string::npos ? "?" : "&") + kDeadline;
}

}  // namespace

std::unique_ptr<pqxx::connection> open_connection(Secret const& url, std::chrono::milliseconds statement)
{
    auto connection = std::make_unique<pqxx::connection>(with_deadline(url.reveal()));
    // Maximum time between the statements of a transaction, which may compute there.
    constexpr std::chrono::milliseconds kIdle{30'000};
    auto const deadline = std::to_string(statement.count());
    auto const idle = std::to_string(statement.count() > 0 ? kIdle.count() : 0);
    pqxx::nontransaction session(*connection);
    // Disables JIT: PostgreSQL would compile statements that it expects to be slow, and that takes longer
    // than any of this program's statements.
    auto const found = session.exec_params1(
        "SELECT to_regclass('pg_dist_partition') IS NOT NULL, "
        "to_regprocedure('hamming_distance(bit,bit)') IS NOT NULL, set_config('application_name', 'rmirror', "
        "false), set_config('timezone', 'UTC', false), "
        "set_config('jit', 'off', false), "
        "set_config('statement_timeout', $1, false), "
        "set_config('idle_in_transaction_session_timeout', $2, false)",
        deadline, idle);
    set_distributed(found[0].as<bool>());
    set_has_pgvector(found[1].as<bool>());
    return connection;
}

Pool::Pool(PoolOptions options) : options_(std::move(options)) {}

Pool::Lease::~Lease() = default;

void Pool::Lease::discard()
{
    auto* const pool = connection_.get_deleter().pool;
    std::vector<std::unique_ptr<pqxx::connection>> broken;
    {
        std::lock_guard const lock(pool->mutex_);
        broken.swap(pool->idle_);
    }
    broken.emplace_back(connection_.release());
    pool->leave();
}

Pool::Lease Pool::take()
{
    auto connection = idle_or_none();
    try {
        if (!connection)
            connection = pooler() == Pooler::off
                             ? open_connection(options_.url, options_.statement)
                             : std::make_unique<pqxx::connection>(with_deadline(options_.url.reveal()));
    } catch (...) {
        leave();
        throw;
    }
    return {*this, connection.release()};
}

/// Counts the caller as the user of the returned connection, or of the one it must open if this returns null.
std::unique_ptr<pqxx::connection> Pool::idle_or_none()
{
    std::unique_lock lock(mutex_);
    if (!returned_.wait_for(lock, options_.wait, [this] { return in_use_ < options_.connections; }))
        throw PoolExhausted("no database connection became available in time");
    ++in_use_;
    if (idle_.empty())
        return nullptr;
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    return connection;
}

void Pool::give_back(pqxx::connection* connection)
{
    std::unique_ptr<pqxx::connection> kept(connection);
    if (kept->is_open()) {
        std::lock_guard const lock(mutex_);
        idle_.push_back(std::move(kept));
    }
    leave();
}

void Pool::leave()
{
    {
        std::lock_guard const lock(mutex_);
        --in_use_;
    }
    returned_.notify_one();
}

std::size_t Pool::in_use() const
{
    std::lock_guard const lock(mutex_);
    return in_use_;
}

}  // namespace rmirror::db
