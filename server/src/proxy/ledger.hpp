// SPDX-License-Identifier: AGPL-3.0-or-later
// Charges for proxied calls: quota and budget are reserved before a call begins, then settled and audited
// when it ends.
#pragma once

#include "auth/client_info.hpp"
#include "base/ids.hpp"
#include "base/log.hpp"
#include "db/pool.hpp"
#include "quota/quota.hpp"
#include "spend/account.hpp"

#include <boost/json/object.hpp>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

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

class Ledger {
public:
    Ledger(db::Pool& pool, quota::Rules rules, spend::Account& spend, Log& log);
    /// Writes all queued settlements first.
    ~Ledger() = default;
    Ledger(Ledger const&) = delete;
    Ledger& operator=(Ledger const&) = delete;

    /// Reserves all these units for a call, or none of them. Blocks on the database.
    quota::CallReservation reserve(UserId const& user_id, std::string const& call_id,
                                   quota::CallUnits const& units);

    /// The installation's spending account, which settle() also settles.
    spend::Account& spend() const { return spend_; }

    /// Queues a settlement without blocking. `then` is called once it was written or has failed. Thread-safe.
    void settle(Settlement settlement, std::function<void()> then);

private:
    struct Entry {
        Settlement settlement;
        std::function<void()> then;
    };

    void work(std::stop_token const& stop);
    void write(Settlement const& settlement);

    db::Pool& pool_;
    quota::Rules rules_;
    spend::Account& spend_;
    Log& log_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<Entry> entries_;
    std::jthread thread_;  // Declared last because it uses the other members.
};

}  // namespace rmirror::proxy
