// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/ledger.hpp"

#include "base/threads/thread.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"

#include <boost/json/serialize.hpp>
#include <pqxx/except>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

namespace rmirror::proxy {

namespace {

/// Longer than any call, so a reservation only expires if the server that made it has died.
constexpr std::chrono::minutes kPromise{120};

constexpr std::chrono::seconds kLongestWait{1};

/// Their users' quotas are locked until all of them are written.
constexpr std::size_t kMaxAtOnce = 16;

/// What a crash of the database loses then is as if this server had died before: the reservation stays.
constexpr db::Statement kCommitInBackground = "SELECT set_config('synchronous_commit', 'off', true)";

constexpr db::Statement kNote =
    "INSERT INTO audit (user_id, action, address, request_id, details) VALUES ($1, $2, $3, $4, $5)";

bool is_refused(std::variant<Held, spend::LimitReached> const& reserved)
{
    auto const* const held = std::get_if<Held>(&reserved);
    return !held || held->units.lacking != quota::CallReservation::Lacking::nothing;
}

struct Spent {
    spend::Nanodollars reserved = 0;
    spend::Nanodollars cost = 0;
};

void note(pqxx::work& work, Settlement const& settlement, quota::CallUnits const& charged)
{
    auto details = settlement.details;
    if (settlement.reserved.pages > 0)
        details["charged"] = charged.pages;
    if (settlement.reserved.tokens > 0)
        details["tokens"] = charged.tokens;
    kNote.rows(work, settlement.user_id, settlement.action, settlement.client.address,
               settlement.client.request_id, boost::json::serialize(details));
}

std::map<std::string, Spent> spent_by_day(std::vector<Settlement> const& settlements)
{
    std::map<std::string, Spent> days;
    for (auto const& settlement : settlements) {
        if (!settlement.cost || settlement.spend.day.empty())
            continue;
        auto& day = days[settlement.spend.day];
        day.reserved += settlement.spend.amount;
        day.cost += *settlement.cost;
    }
    return days;
}

}  // namespace

Ledger::Ledger(db::Pool& pool, quota::Rules rules, spend::Account& spend, Log& log)
    : pool_(pool),
      rules_(std::move(rules)),
      spend_(spend),
      log_(log),
      thread_(start_thread("ledger", [this](std::stop_token const& stop) { work(stop); }))
{}

std::variant<Held, spend::LimitReached> Ledger::reserve(UserId const& user_id, std::string const& call_id,
                                                        quota::CallUnits const& units,
                                                        spend::Nanodollars cost)
{
    if (units.is_nothing())
        return Held{};
    auto const pending = unwritten();
    auto reserved = try_to_reserve(user_id, call_id, units, cost);
    // What a call that has just ended didn't use is there for the next one.
    if (pending && is_refused(reserved)) {
        wait_until_written(*pending, kLongestWait);
        reserved = try_to_reserve(user_id, call_id, units, cost);
    }
    return reserved;
}

Ledger::Reserved Ledger::try_to_reserve(UserId const& user_id, std::string const& call_id,
                                        quota::CallUnits const& units, spend::Nanodollars cost)
{
    auto reserved = db::as_system(
        pool_,
        [&](pqxx::work& work) -> Reserved {
            Held held;
            held.units = quota::reserve_call(work, rules_, user_id, call_id, units, kPromise);
            if (held.units.lacking != quota::CallReservation::Lacking::nothing)
                return held;
            auto spend = spend_.reserve(work, cost);
            if (auto* const limit = std::get_if<spend::LimitReached>(&spend)) {
                settle_units(work, {.user_id = user_id, .call_id = call_id, .reserved = units});
                return std::move(*limit);
            }
            held.spend = std::get<spend::Reservation>(std::move(spend));
            return held;
        },
        db::Patience::quick);
    if (auto const* const limit = std::get_if<spend::LimitReached>(&reserved))
        spend_.log_refusal(*limit);
    return reserved;
}

void Ledger::settle(Settlement settlement)
{
    {
        std::lock_guard const lock(mutex_);
        ++queued_;
        queue_.push_back(std::move(settlement));
    }
    changed_.notify_all();
}

void Ledger::wait(std::chrono::milliseconds patience)
{
    if (auto const last = unwritten())
        wait_until_written(*last, patience);
}

std::optional<std::uint64_t> Ledger::unwritten()
{
    std::lock_guard const lock(mutex_);
    return written_ < queued_ ? std::optional(queued_) : std::nullopt;
}

void Ledger::wait_until_written(std::uint64_t last, std::chrono::milliseconds patience)
{
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, patience, [&] { return written_ >= last; });
}

void Ledger::work(std::stop_token const& stop)
{
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, stop, [this] { return !queue_.empty(); });
        if (queue_.empty())
            return;
        auto settlements = take();
        auto const count = settlements.size();
        lock.unlock();
        contain_failure("ledger", [&] { write(std::move(settlements)); });
        lock.lock();
        written_ += count;
        changed_.notify_all();
    }
}

Ledger::Settlements Ledger::take()
{
    auto const end = queue_.begin() + static_cast<std::ptrdiff_t>(std::min(queue_.size(), kMaxAtOnce));
    Settlements taken(std::make_move_iterator(queue_.begin()), std::make_move_iterator(end));
    queue_.erase(queue_.begin(), end);
    return taken;
}

void Ledger::write(Settlements settlements)
{
    // Two servers that lock the quotas of several users don't wait for each other if both keep this order.
    std::stable_sort(settlements.begin(), settlements.end(),
                     [](auto const& a, auto const& b) { return a.user_id < b.user_id; });
    try {
        db::as_system(pool_, [&](pqxx::work& work) { write(work, settlements); });
    } catch (pqxx::in_doubt_error const& error) {
        // If they were committed after all, writing them again would charge twice.
        for (auto const& settlement : settlements)
            log_not_settled(settlement, error.what());
    } catch (std::exception const& error) {
        if (settlements.size() == 1)
            return write_dollars_of(settlements.front(), error.what());
        // One that can't be written must not take others with it.
        for (auto& settlement : settlements)
            write(Settlements{std::move(settlement)});
    }
}

void Ledger::write(pqxx::work& work, Settlements const& settlements)
{
    kCommitInBackground.row(work);
    for (auto const& settlement : settlements) {
        auto const charged = settle_units(work, settlement);
        note(work, settlement, charged);
    }
    // The rows of days are everybody's, so they are locked last.
    for (auto const& [day, spent] : spent_by_day(settlements))
        spend::settle(work, {day, spent.reserved}, spent.cost);
}

/// For example of a user who has deleted their account meanwhile.
void Ledger::write_dollars_of(Settlement const& settlement, char const* why)
{
    log_not_settled(settlement, why);
    if (settlement.cost)
        spend_.settle(settlement.spend, *settlement.cost);
}

void Ledger::log_not_settled(Settlement const& settlement, char const* why)
{
    log_.write(Level::error, "call not settled",
               {{"request_id", settlement.client.request_id}, {"error", why}});
}

quota::CallUnits Ledger::settle_units(pqxx::work& work, Settlement const& settlement)
{
    auto const& [user_id, call_id, reserved] =
        std::tie(settlement.user_id, settlement.call_id, settlement.reserved);
    quota::CallUnits charged;
    // Same lock order as reserve().
    if (reserved.pages > 0)
        charged.pages = quota::settle_pages(work, rules_, user_id, call_id, settlement.is_charged);
    if (reserved.tokens > 0)
        charged.tokens =
            quota::settle_tokens(work, rules_, user_id, call_id,
                                 settlement.is_charged ? settlement.tokens : std::optional<std::int64_t>(0));
    return charged;
}

}  // namespace rmirror::proxy
