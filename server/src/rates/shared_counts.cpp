// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rates/shared_counts.hpp"

#include "base/threads/thread.hpp"

namespace rmirror::rates {

namespace {

constexpr std::string_view kRatePrefix = "rmirror:rate:";

}  // namespace

SharedCounts::SharedCounts(RedisAddress address, Counters& counters, Log& log)
    : SharedCounts(std::move(address), counters, log, Intervals{})
{}

SharedCounts::SharedCounts(RedisAddress address, Counters& counters, Log& log, Intervals intervals)
    : redis_(std::move(address)), counters_(counters), log_(log), intervals_(intervals)
{
    thread_ = start_thread("rates", [this](std::stop_token const& stop) { work(stop); });
}

void SharedCounts::settle()
{
    std::unique_lock lock(mutex_);
    // The round in progress may have begun before the counts were made.
    auto const enough = rounds_begun_ + 1;
    changed_.wait(lock, thread_.get_stop_token(), [&] { return rounds_done_ >= enough; });
}

void SharedCounts::work(std::stop_token const& stop)
{
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        ++rounds_begun_;
        lock.unlock();
        exchange();
        lock.lock();
        rounds_done_ = rounds_begun_;
        changed_.notify_all();
        changed_.wait_for(lock, stop, intervals_.between, [] { return false; });
    }
}

void SharedCounts::exchange()
{
    auto const unshared = counters_.take_unshared();
    if (unshared.empty())
        return;
    std::vector<Redis::Increment> increments;
    increments.reserve(unshared.size());
    for (auto const& each : unshared)
        increments.push_back({std::string(kRatePrefix).append(each.key), each.count, Counters::kWindow});
    if (lost_ && Counters::Clock::now() < retry_at_)
        return keep(unshared);
    auto const totals = redis_.increment(increments);
    if (!totals.ok()) {
        keep(unshared);
        return note_loss(totals.error().sentence);
    }
    for (std::size_t i = 0; i < unshared.size(); ++i)
        counters_.learn(unshared[i], totals.value()[i].total, totals.value()[i].left);
    note_return();
}

void SharedCounts::keep(std::vector<Counters::Unshared> const& unshared)
{
    for (auto const& each : unshared)
        counters_.keep(each);
}

void SharedCounts::note_loss(std::string_view why)
{
    retry_at_ = Counters::Clock::now() + intervals_.after_loss;
    if (!std::exchange(lost_, true))
        log_.write(Level::error, "redis unavailable, each process counts requests for itself",
                   {{"why", why}});
}

void SharedCounts::note_return()
{
    if (std::exchange(lost_, false))
        log_.write(Level::info, "redis available again");
}

}  // namespace rmirror::rates
