// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/ledger.hpp"

#include "base/threads/thread.hpp"
#include "db/ids.hpp"
#include "db/transaction.hpp"

#include <boost/json/serialize.hpp>
#include <pqxx/except>

#include <utility>

namespace rmirror::proxy {

namespace {

/// Longer than any call, so a reservation only expires if the server that made it has died.
constexpr std::chrono::minutes kPromise{120};

constexpr auto kNote = R"sql(
    INSERT INTO audit (user_id, action, address, request_id, details) VALUES ($1, $2, $3, $4, $5))sql";

}  // namespace

Ledger::Ledger(db::Pool& pool, quota::Rules rules, spend::Account& spend, Log& log)
    : pool_(pool),
      rules_(std::move(rules)),
      spend_(spend),
      log_(log),
      thread_(start_thread("ledger", [this](std::stop_token const& stop) { work(stop); }))
{}

quota::CallReservation Ledger::reserve(UserId const& user_id, std::string const& call_id,
                                       quota::CallUnits const& units)
{
    return db::as_user(pool_, user_id, [&](pqxx::work& work) {
        return quota::reserve_call(work, rules_, user_id, call_id, units, kPromise);
    });
}

void Ledger::settle(Settlement settlement, std::function<void()> then)
{
    {
        std::lock_guard const lock(mutex_);
        entries_.push_back({std::move(settlement), std::move(then)});
    }
    changed_.notify_one();
}

void Ledger::work(std::stop_token const& stop)
{
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, stop, [this] { return !entries_.empty(); });
        if (entries_.empty())
            return;
        auto const entry = std::move(entries_.front());
        entries_.pop_front();
        lock.unlock();
        contain_failure("ledger", [&] { write(entry.settlement); });
        contain_failure("ledger", entry.then);
        lock.lock();
    }
}

/// If the database is unavailable, the reservation isn't settled and expires.
void Ledger::write(Settlement const& settlement)
{
    if (settlement.cost)
        spend_.settle(settlement.spend, *settlement.cost);
    try {
        db::as_user(pool_, settlement.user_id, [&](pqxx::work& work) {
            auto details = settlement.details;
            // Same lock order as reserve().
            if (settlement.reserved.pages > 0)
                details["charged"] = quota::settle_pages(work, rules_, settlement.user_id, settlement.call_id,
                                                         settlement.is_charged);
            if (settlement.reserved.tokens > 0)
                details["tokens"] = quota::settle_tokens(
                    work, rules_, settlement.user_id, settlement.call_id,
                    settlement.is_charged ? settlement.tokens : std::optional<std::int64_t>(0));
            work.exec_params(kNote, settlement.user_id, settlement.action, settlement.client.address,
                             settlement.client.request_id, boost::json::serialize(details));
        });
    } catch (std::exception const& error) {
        log_.write(Level::error, "call not settled",
                   {{"request_id", settlement.client.request_id}, {"error", error.what()}});
    }
}

}  // namespace rmirror::proxy
