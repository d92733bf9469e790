// SPDX-License-Identifier: AGPL-3.0-or-later
// What calls that were passed on have cost: reserved before they begin, settled and noted when they end.
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
    bool is_charged = false;  // Otherwise what was reserved is free again.
    /// What it took, as far as that is known; otherwise all that was reserved is charged.
    std::optional<std::int64_t> tokens;
    spend::Reservation spend;
    /// In billionths of a dollar; where nobody knows what was reserved stays spent.
    std::optional<spend::Nanodollars> cost;
    std::string action;  // For the audit.
    auth::ClientInfo client;
    boost::json::object details;  // Counts and names, never content.
};

class Ledger {
public:
    Ledger(db::Pool& pool, quota::Rules rules, spend::Account& spend, Log& log);
    /// Settles what has been handed in.
    ~Ledger() = default;
    Ledger(Ledger const&) = delete;
    Ledger& operator=(Ledger const&) = delete;

    /// Reserves all these units for a call, or none. Waits for the database.
    quota::CallReservation reserve(UserId const& user_id, std::string const& call_id,
                                   quota::CallUnits const& units);

    /// What the installation may spend, which settle() settles too.
    spend::Account& spend() const { return spend_; }

    /// From any thread, without waiting; `then` is called when it is settled, or could not be.
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
    std::jthread thread_;  // Last: it uses the others.
};

}  // namespace rmirror::proxy
