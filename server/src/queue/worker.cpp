// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/worker.hpp"

#include "queue/queue.hpp"

#include <exception>
#include <utility>

namespace rmirror::jobs {

Worker::Worker(db::Pool& pool, Secret url, Log& log, Kinds kinds, WorkerOptions options)
    : pool_(pool),
      log_(log),
      kinds_(std::move(kinds)),
      options_(options),
      listener_(std::move(url), "rmirror_queue",
                {[this](std::string const&) { wake(); }, [this] { wake(); }, [] {}})
{
    for (std::size_t i = 0; i < options_.threads; ++i)
        threads_.emplace_back([this] { work(); });
    minder_ = std::thread([this] { mind(); });
}

void Worker::stop()
{
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
}

Worker::~Worker()
{
    stop();
    for (auto& thread : threads_)
        thread.join();
    {
        std::lock_guard const lock(mutex_);
        is_over_ = true;
    }
    changed_.notify_all();
    minder_.join();
}

void Worker::wake()
{
    {
        std::lock_guard const lock(mutex_);
        ++calls_;
    }
    changed_.notify_all();
}

/// Until somebody calls or the time is over; a call since the last wait counts. False when it is time to
/// stop.
bool Worker::wait(std::uint64_t& seen, std::chrono::milliseconds at_most)
{
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, at_most, [&] { return stopping_ || calls_ != seen; });
    seen = calls_;
    return !stopping_;
}

void Worker::work()
{
    std::uint64_t seen = 0;
    while (wait(seen, options_.poll)) {
        try {
            for (bool found = true; found;) {
                found = work_once();
                std::lock_guard const lock(mutex_);
                found = found && !stopping_;
            }
        } catch (std::exception const& error) {
            log_.write(Level::error, "queue out of reach", {{"what", std::string_view(error.what())}});
        }
    }
}

/// False when there is nothing to do.
bool Worker::work_once()
{
    auto const items = take();
    for (auto const& item : items)
        hold(item.lease_id);
    auto const outcomes = outcomes_of(items);
    for (auto const& item : items)
        let_go(item.lease_id);
    for (std::size_t i = 0; i < items.size(); ++i)
        end_one(items[i], outcomes[i]);
    return !items.empty();
}

/// One item, and those that are best done together with it.
std::vector<Item> Worker::take()
{
    auto first = claim(pool_, kinds_, options_.lease);
    if (!first)
        return {};
    std::vector<Item> items{std::move(*first)};
    auto const& kind = *find_kind(kinds_, items[0].item_type);
    auto const companions = kind.companions ? kind.companions(items[0]) : std::vector<std::string>();
    if (!companions.empty())
        for (auto& companion : claim_these(pool_, companions, options_.lease))
            items.push_back(std::move(companion));
    return items;
}

std::vector<Outcome> Worker::outcomes_of(std::vector<Item> const& items)
{
    if (items.empty())
        return {};
    try {
        auto const& kind = *find_kind(kinds_, items[0].item_type);
        if (items.size() > 1)
            return kind.run_together(items);
        return {kind.run(items[0])};
    } catch (std::exception const& error) {
        log_.write(Level::error, "job failed",
                   {{"queue_id", std::string_view(items[0].id)}, {"what", std::string_view(error.what())}});
        return {items.size(), Outcome::retry(ErrorClass::unknown_error, "Something went wrong here.")};
    }
}

/// One that cannot be written does not keep the others from it; it is missed when its lease runs out.
void Worker::end_one(Item const& item, Outcome const& outcome)
{
    try {
        bool const is_ours = end(pool_, kinds_, item, outcome);
        log_.write(Level::info, is_ours ? "item ended" : "item was lost meanwhile",
                   {{"queue_id", std::string_view(item.id)},
                    {"item_type", std::string_view(item.item_type)},
                    {"attempts", std::int64_t{item.attempts}},
                    {"failure", std::string_view(outcome.message)}});
    } catch (std::exception const& error) {
        log_.write(Level::error, "outcome not written",
                   {{"queue_id", std::string_view(item.id)}, {"what", std::string_view(error.what())}});
    }
}

void Worker::hold(std::string const& lease_id)
{
    std::lock_guard const lock(mutex_);
    leases_.insert(lease_id);
}

void Worker::let_go(std::string const& lease_id)
{
    std::lock_guard const lock(mutex_);
    leases_.erase(lease_id);
}

/// Keeps the leases of what is being done here, and takes back those of workers that are gone.
void Worker::mind()
{
    auto const interval = std::chrono::duration_cast<std::chrono::milliseconds>(options_.lease) / 4;
    auto next = std::chrono::steady_clock::now();
    for (bool is_going_on = true; is_going_on;) {
        try {
            mind_once();
        } catch (std::exception const& error) {
            log_.write(Level::error, "queue out of reach", {{"what", std::string_view(error.what())}});
        }
        next += interval;
        std::unique_lock lock(mutex_);
        is_going_on = !changed_.wait_until(lock, next, [this] { return is_over_; });
    }
}

void Worker::mind_once()
{
    std::vector<std::string> held;
    {
        std::lock_guard const lock(mutex_);
        held.assign(leases_.begin(), leases_.end());
    }
    if (!held.empty())
        extend(pool_, held, options_.lease);
    if (auto const count = take_back(pool_, kinds_); count > 0) {
        log_.write(Level::info, "items taken back", {{"count", static_cast<std::int64_t>(count)}});
        wake();
    }
}

}  // namespace rmirror::jobs
