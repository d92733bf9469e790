// SPDX-License-Identifier: AGPL-3.0-or-later
// Charges for proxied calls: quota and budget are reserved before a call begins. They are settled, and the
// call is noted in the audit log, after its answer was sent; a crash in between leaves the reservation.
#pragma once

#include "auth/client_info.hpp"
#include "base/ids.hpp"
#include "base/log.hpp"
#include "db/pool.hpp"
#include "quota/quota.hpp"
#include "spend/account.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <variant>
#include <vector>

namespace rmirror::proxy {

struct Settlement {
    UserId user_id;
    std::string call_id;
    quota::CallUnits reserved;
    bool is_charged = false;  // False: the reservation is released.
    /// Tokens used, if known; otherwise the whole reservation is charged.
    std::optional<std::int64_t> tokens;
    spend::Reservation spend;
    /// In billionths of a dollar. If unknown, the reserved amount counts as spent.
    std::optional<spend::Nanodollars> cost;
    std::string action;  // Audit log action.
    auth::ClientInfo client;
    boost::json::object details;  // For the audit log: counts and names, never content.
};

/// What a call holds while it is in progress.
struct Held {
    quota::CallReservation units;  // If they are lacking, nothing is held.
    spend::Reservation spend;
};

class Ledger {
public:
    Ledger(db::Pool& pool, quota::Rules rules, spend::Account& spend, Log& log);
    /// Writes all queued settlements first.
    ~Ledger() = default;
    Ledger(Ledger const&) = delete;
    Ledger& operator=(Ledger const&) = delete;

    /// Reserves all these units and their cost for a call, or nothing, in one transaction. Blocks on the
    /// database.
    std::variant<Held, spend::LimitReached> reserve(UserId const& user_id, std::string const& call_id,
                                                    quota::CallUnits const& units, spend::Nanodollars cost);

    /// The installation's spending account, from which reserve() takes.
    spend::Account& spend() const { return spend_; }

    /// Queues a settlement without blocking. Thread-safe.
    void settle(Settlement settlement);

    /// Waits until the settlements that are queued now are written, so that someone who asks for their quota
    /// after a call sees what it has cost; no longer than `patience`.
    void wait(std::chrono::milliseconds patience);

private:
    using Settlements = std::vector<Settlement>;
    using Reserved = std::variant<Held, spend::LimitReached>;

    Reserved try_to_reserve(UserId const& user_id, std::string const& call_id, quota::CallUnits const& units,
                            spend::Nanodollars cost);

    /// The number of the last settlement queued; nullopt if all are written.
    std::optional<std::uint64_t> unwritten();
    void wait_until_written(std::uint64_t last, std::chrono::milliseconds patience);
    void work(std::stop_token const& stop);
    Settlements take();
    /// If the database is unavailable, the reservations aren't settled and expire.
    void write(Settlements settlements);
    void write(pqxx::work& work, Settlements const& settlements);
    void write_dollars_of(Settlement const& settlement, char const* why);
    void log_not_settled(Settlement const& settlement, char const* why);
    /// Returns what was charged.
    quota::CallUnits settle_units(pqxx::work& work, Settlement const& settlement);

    db::Pool& pool_;
    quota::Rules rules_;
    spend::Account& spend_;
    Log& log_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<Settlement> queue_;
    // Settlements are written in the order in which they are queued.
    std::uint64_t queued_ = 0;
    std::uint64_t written_ = 0;
    std::jthread thread_;  // Declared last because it uses the other members.
};

}  // namespace rmirror::proxy
