// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads that may be a second old, from a replica of the database if there is one.
#pragma once

#include "base/log.hpp"
#include "db/transaction.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <unordered_map>

namespace rmirror::db {

class Replica {
public:
    /// Without a URL in `options`, everything is read from `main`, which must outlive this.
    Replica(Pool& main, PoolOptions const& options, Log& log);
    Replica(Replica const&) = delete;
    Replica& operator=(Replica const&) = delete;

    /// As db::as_reader(). Reads from the main database if the replica is more than a second behind or can't
    /// be used, and for users who were told of something new.
    template <typename Function>
    auto as_reader(UserId const& user_id, Function function)
    {
        return detail::answer_of([&](Work const& work) { run(user_id, work); }, function);
    }

    /// The same for what may be too new for the replica: if it isn't there, the main database is asked.
    template <typename Function>
    auto find(UserId const& user_id, Function function)
    {
        bool is_from_replica = false;
        auto found =
            detail::answer_of([&](Work const& work) { is_from_replica = run(user_id, work); }, function);
        return found || !is_from_replica ? found : db::as_reader(main_, user_id, function);
    }

    /// The user has changed something or learns of a change, so their next reads must show it.
    void expect_news(UserId const& user_id);

    struct State {
        bool is_used;
        std::uint64_t reads;       // From the replica.
        std::uint64_t main_reads;  // Of those that could have been from there.
    };
    /// Nullopt if there is no replica.
    std::optional<State> state() const;

private:
    using Time = std::chrono::steady_clock::time_point;

    /// How much of the database's log there was, and when.
    struct Position {
        std::uint64_t bytes;
        Time at;
    };

    /// Returns whether it ran on the replica.
    bool run(UserId const& user_id, Work const& work);
    bool can_serve(UserId const& user_id);
    void watch(std::stop_token const& stop);
    void compare(pqxx::connection& main, pqxx::connection& replica);
    void use(bool is_used, std::string_view why);
    void forget_old_news();

    Pool& main_;
    Pool pool_;
    Log& log_;
    std::deque<Position> positions_;  // Of the main database, that the replica has yet to reach. Watch only.
    std::atomic<Time> fresh_at_{};    // The replica has everything that there was then.
    std::atomic<bool> is_used_ = false;
    std::atomic<std::uint64_t> reads_ = 0;
    std::atomic<std::uint64_t> main_reads_ = 0;
    std::mutex mutex_;
    std::unordered_map<std::string, Time> news_;
    std::condition_variable_any changed_;
    std::jthread watch_;  // Last, because it uses the others.
};

}  // namespace rmirror::db
