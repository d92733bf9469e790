// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/replica.hpp"

#include "base/threads/thread.hpp"

#include <pqxx/except>
#include <pqxx/nontransaction>

#include <stdexcept>
#include <utility>

namespace rmirror::db {

namespace {

using namespace std::chrono_literals;

constexpr auto kMaxAge = 1s;
constexpr auto kInterval = 250ms;
/// Longer than a replica in use can be behind.
constexpr auto kNewsLast = 2s;

/// Which cluster it is, and how much of its log is there. NULL for a database that replicates nothing.
constexpr auto kMainPosition =
    "SELECT system_identifier, pg_current_wal_lsn() - '0/0' FROM pg_control_system()";
constexpr auto kReplicaPosition =
    "SELECT system_identifier, CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() - '0/0' END "
    "FROM pg_control_system()";

}  // namespace

Replica::Replica(Pool& main, PoolOptions const& options, Log& log) : main_(main), pool_(options), log_(log)
{
    if (!pool_.url().empty())
        watch_ = start_thread("replica", [this](std::stop_token const& stop) { watch(stop); });
}

bool Replica::run(UserId const& user_id, Work const& work)
{
    if (can_serve(user_id)) {
        try {
            run_as_reader(pool_, user_id, work);
            ++reads_;
            return true;
        } catch (pqxx::broken_connection const&) {
            fresh_at_ = Time();
        } catch (pqxx::transaction_rollback const&) {
            // It removes rows that this read needs, because the main database has removed them.
        } catch (PoolExhausted const&) {}
    }
    ++main_reads_;
    run_as_reader(main_, user_id, work);
    return false;
}

bool Replica::can_serve(UserId const& user_id)
{
    auto const now = std::chrono::steady_clock::now();
    if (fresh_at_.load() + kMaxAge < now)
        return false;
    std::lock_guard const lock(mutex_);
    auto const news = news_.find(user_id.text());
    return news == news_.end() || news->second + kNewsLast < now;
}

void Replica::expect_news(UserId const& user_id)
{
    if (pool_.url().empty())
        return;
    std::lock_guard const lock(mutex_);
    news_[user_id.text()] = std::chrono::steady_clock::now();
}

void Replica::forget_old_news()
{
    auto const old = std::chrono::steady_clock::now() - kNewsLast;
    std::lock_guard const lock(mutex_);
    std::erase_if(news_, [&](auto const& news) { return news.second < old; });
}

std::optional<Replica::State> Replica::state() const
{
    if (pool_.url().empty())
        return std::nullopt;
    return State{is_used_, reads_, main_reads_};
}

void Replica::watch(std::stop_token const& stop)
{
    std::unique_ptr<pqxx::connection> main;
    std::unique_ptr<pqxx::connection> replica;
    while (!stop.stop_requested()) {
        try {
            if (!main)
                main = open_connection(main_.url(), kMaxAge);
            if (!replica)
                replica = open_connection(pool_.url(), kMaxAge);
            compare(*main, *replica);
        } catch (std::exception const& error) {
            main.reset();
            replica.reset();
            use(false, error.what());
        }
        forget_old_news();
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, stop, kInterval, [] { return false; });
    }
}

void Replica::compare(pqxx::connection& main, pqxx::connection& replica)
{
    auto const now = std::chrono::steady_clock::now();
    auto const theirs = pqxx::nontransaction(replica).exec1(kReplicaPosition);
    auto const ours = pqxx::nontransaction(main).exec1(kMainPosition);
    if (theirs[1].is_null() || theirs[0].as<std::string>() != ours[0].as<std::string>())
        throw std::runtime_error("RMIRROR_DATABASE_REPLICA_URL leads to no replica of RMIRROR_DATABASE_URL");
    positions_.push_back({ours[1].as<std::uint64_t>(), now});
    auto const reached = theirs[1].as<std::uint64_t>();
    while (!positions_.empty() && positions_.front().bytes <= reached) {
        fresh_at_ = positions_.front().at;
        positions_.pop_front();
    }
    // What it reaches later is too old anyway.
    while (!positions_.empty() && positions_.front().at + kMaxAge < now)
        positions_.pop_front();
    use(fresh_at_.load() + kMaxAge >= now, "it is more than a second behind");
}

void Replica::use(bool is_used, std::string_view why)
{
    if (is_used_.exchange(is_used) == is_used)
        return;
    if (is_used)
        log_.write(Level::info, "replica in use");
    else
        log_.write(Level::error, "replica not used", {{"what", why}});
}

}  // namespace rmirror::db
