// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/workers/worker_pool.hpp"

#include "base/threads/thread.hpp"
#include "db/transaction.hpp"
#include "queue/end.hpp"
#include "queue/leases.hpp"

#include <exception>
#include <stdexcept>
#include <utility>

namespace rmirror::queue {

namespace {

constexpr auto kWorker = "worker";

}  // namespace

WorkerPool::WorkerPool(db::Pool& pool, Secret url, Log& log, Job& job, WorkerOptions options)
    : pool_(pool),
      log_(log),
      job_(job),
      options_(options),
      slots_(options.threads, job.slow_after()),
      listener_(std::move(url), "rmirror_queue",
                {[this](std::string const&) { wake(); }, [this] { wake(); }, [] {}})
{
    heart_ = start_thread(
        "heartbeat", [this](std::stop_token const& stop, ThreadHealth& health) { heartbeat(stop, health); });
    for (std::size_t i = 0; i < options_.threads; ++i)
        threads_.push_back(start_thread(kWorker, [this](std::stop_token const& stop) { work(stop); }));
    if (job_.maintenance_interval().count() > 0)
        threads_.push_back(
            start_thread("tending", [this](std::stop_token const& stop) { run_maintenance(stop); }));
}

void WorkerPool::stop()
{
    for (auto& thread : threads_)
        thread.request_stop();
}

WorkerPool::~WorkerPool()
{
    stop();
    threads_.clear();
}

void WorkerPool::wake()
{
    {
        std::lock_guard const lock(mutex_);
        ++calls_;
    }
    changed_.notify_all();
}

/// Waits until wake() was called after call number `seen`, or for the poll interval.
void WorkerPool::wait(std::stop_token const& stop, std::uint64_t seen)
{
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, options_.poll, [&] { return calls_ != seen; });
}

void WorkerPool::work(std::stop_token const& stop)
{
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock(mutex_);
            if (!poller_free_.wait(lock, stop, [this] { return !is_polling_; }))
                return;
            is_polling_ = true;
        }
        std::optional<ClaimedBatch> batch;
        contain_failure(kWorker, [&] { batch = wait_for_item(stop); });
        {
            std::lock_guard const lock(mutex_);
            is_polling_ = false;
        }
        poller_free_.notify_one();
        if (!batch)
            continue;
        contain_failure(kWorker, [&] { process(*batch); });
        // Another item of this owner may begin now; only this pool knows that.
        wake();
    }
}

/// Waits for an item. Nullopt if the pool stops.
std::optional<WorkerPool::ClaimedBatch> WorkerPool::wait_for_item(std::stop_token const& stop)
{
    while (!stop.stop_requested()) {
        if (!std::exchange(may_have_more_, false))
            wait(stop, seen_call_);
        if (stop.stop_requested())
            break;
        seen_call_ = last_call();
        try {
            auto batch = claim_batch();
            polling_health_.works();
            if (batch) {
                may_have_more_ = true;
                return batch;
            }
        } catch (std::exception const& error) {
            polling_health_.failed(error.what());
        }
    }
    return std::nullopt;
}

/// Claims one item, and those to process together with it.
std::optional<WorkerPool::ClaimedBatch> WorkerPool::claim_batch()
{
    // A job without a limit per user gives a single active user all threads.
    auto const has_room = [this](UserId const& owner) {
        return !job_.max_at_once() || slots_.has_room(owner, Slots::Clock::now());
    };
    auto first = claim(pool_, job_, cursor_, options_.lease, has_room);
    if (!first)
        return std::nullopt;
    auto const group = job_.group_of(*first);
    std::vector<Item> items{std::move(*first)};
    if (!group.empty())
        for (auto& item : claim_these(pool_, items[0].user_id, group, options_.lease))
            items.push_back(std::move(item));
    auto const slot = slots_.begin(items[0].user_id, Slots::Clock::now());
    return ClaimedBatch{std::move(items), slot};
}

/// Keeps the leases of items in progress extended, and holds their owner's slot.
class WorkerPool::LeaseKeeper {
public:
    LeaseKeeper(WorkerPool& pool, ClaimedBatch const& batch) : pool_(pool), batch_(batch)
    {
        for (auto const& item : batch_.items)
            pool_.keep(item.lease_id);
    }
    ~LeaseKeeper()
    {
        pool_.slots_.end(batch_.items[0].user_id, batch_.slot, Slots::Clock::now());
        for (auto const& item : batch_.items)
            pool_.let_go(item.lease_id);
    }
    LeaseKeeper(LeaseKeeper const&) = delete;
    LeaseKeeper& operator=(LeaseKeeper const&) = delete;

private:
    WorkerPool& pool_;
    ClaimedBatch const& batch_;
};

void WorkerPool::process(ClaimedBatch const& batch)
{
    using Microseconds = std::chrono::microseconds;
    auto const& items = batch.items;
    auto const begun = std::chrono::steady_clock::now();
    auto const outcomes = [&] {
        LeaseKeeper const held(*this, batch);
        return outcomes_of(items);
    }();
    auto const took = std::chrono::duration_cast<Microseconds>(std::chrono::steady_clock::now() - begun);
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (options_.counters)
            options_.counters->observe(items[i], outcomes[i],
                                       took / static_cast<Microseconds::rep>(items.size()));
        end_one(items[i], outcomes[i]);
    }
}

std::uint64_t WorkerPool::last_call()
{
    std::lock_guard const lock(mutex_);
    return calls_;
}

std::vector<Outcome> WorkerPool::outcomes_of(std::vector<Item> const& items)
{
    if (items.empty())
        return {};
    try {
        auto outcomes = job_.work(items);
        if (outcomes.size() != items.size())
            throw std::logic_error("a job must give each item an outcome");
        return outcomes;
    } catch (std::exception const& error) {
        log_.write(
            Level::error, "job failed",
            {{"queue_id", std::string_view(items[0].id.text())}, {"what", std::string_view(error.what())}});
        return {items.size(),
                Outcome::retry(ErrorClass::unknown_error, "Something went wrong on the server.")};
    }
}

/// If the outcome can't be written, other items aren't affected, and rescue() handles this one when its lease
/// expires.
void WorkerPool::end_one(Item const& item, Outcome const& outcome)
{
    try {
        bool const is_ours = end(pool_, job_, item, outcome);
        log_.write(Level::info, is_ours ? "item ended" : "item lease lost",
                   {{"queue_id", std::string_view(item.id.text())},
                    {"item_type", std::string_view(item.item_type)},
                    {"attempts", std::int64_t{item.attempts}},
                    {"failure", std::string_view(outcome.message)}});
    } catch (std::exception const& error) {
        log_.write(
            Level::error, "outcome not saved",
            {{"queue_id", std::string_view(item.id.text())}, {"what", std::string_view(error.what())}});
    }
}

void WorkerPool::keep(std::string const& lease_id)
{
    std::lock_guard const lock(mutex_);
    leases_.insert(lease_id);
}

void WorkerPool::let_go(std::string const& lease_id)
{
    std::lock_guard const lock(mutex_);
    leases_.erase(lease_id);
}

/// Extends the leases of items in progress here, and rescues the items of workers that stopped responding.
void WorkerPool::heartbeat(std::stop_token const& stop, ThreadHealth& health)
{
    auto const interval = std::chrono::duration_cast<std::chrono::milliseconds>(options_.lease) / 4;
    auto next = std::chrono::steady_clock::now();
    while (!stop.stop_requested()) {
        beat_once();
        health.works();
        next += interval;
        std::unique_lock lock(mutex_);
        changed_.wait_until(lock, stop, next, [] { return false; });
    }
}

void WorkerPool::beat_once()
{
    std::vector<std::string> held;
    {
        std::lock_guard const lock(mutex_);
        held.assign(leases_.begin(), leases_.end());
    }
    if (!held.empty())
        db::as_system(pool_, [&](pqxx::work& work) { extend(work, held, options_.lease); });
    if (auto const count = fail_expired_leases(pool_, job_); count > 0) {
        log_.write(Level::info, "items rescued", {{"count", static_cast<std::int64_t>(count)}});
        wake();
    }
}

/// Runs by the clock only: progress of outside work doesn't wake this thread.
void WorkerPool::run_maintenance(std::stop_token const& stop)
{
    while (!stop.stop_requested()) {
        try {
            if (auto const moved = job_.run_maintenance(); moved > 0)
                log_.write(Level::info, "job maintenance done",
                           {{"target", job_.target()}, {"changed", static_cast<std::int64_t>(moved)}});
        } catch (std::exception const& error) {
            ThreadFailures::of_process().count("tending");
            log_.write(Level::error, "job maintenance failed",
                       {{"target", job_.target()}, {"what", std::string_view(error.what())}});
        }
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, stop, job_.maintenance_interval(), [] { return false; });
    }
}

}  // namespace rmirror::queue
