// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rates/shared_counts.hpp"

#include <pthread.h>
#include <signal.h>

namespace rmirror::rates {

namespace {

constexpr std::string_view kPrefix = "rmirror:rate:";

/// hiredis writes to a connection that may be gone, which would end the process.
void ignore_broken_pipes_on_this_thread()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace

SharedCounts::SharedCounts(RedisAddress address, Counters& counters, Log& log)
    : SharedCounts(std::move(address), counters, log, Pace{})
{}

SharedCounts::SharedCounts(RedisAddress address, Counters& counters, Log& log, Pace pace)
    : redis_(std::move(address)), counters_(counters), log_(log), pace_(pace)
{
    thread_ = std::thread([this] { work(); });
}

SharedCounts::~SharedCounts()
{
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void SharedCounts::settle()
{
    std::unique_lock lock(mutex_);
    // The round under way may have begun too early.
    auto const enough = rounds_begun_ + 1;
    changed_.wait(lock, [&] { return rounds_done_ >= enough || stopping_; });
}

void SharedCounts::work()
{
    ignore_broken_pipes_on_this_thread();
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        ++rounds_begun_;
        lock.unlock();
        exchange();
        lock.lock();
        rounds_done_ = rounds_begun_;
        changed_.notify_all();
        changed_.wait_for(lock, pace_.between, [this] { return stopping_; });
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
        increments.push_back({std::string(kPrefix).append(each.key), each.count, Counters::kWindow});
    std::string why;
    bool const may_try = !lost_ || Counters::Clock::now() >= retry_at_;
    auto const totals = may_try ? redis_.increment(increments, why) : std::nullopt;
    for (std::size_t i = 0; i < unshared.size(); ++i) {
        if (totals)
            counters_.learn(unshared[i], (*totals)[i].total, (*totals)[i].left);
        else
            counters_.keep(unshared[i]);
    }
    if (totals)
        note_return();
    else if (may_try)
        note_loss(why);
}

void SharedCounts::note_loss(std::string_view why)
{
    retry_at_ = Counters::Clock::now() + pace_.after_loss;
    if (!std::exchange(lost_, true))
        log_.write(Level::error, "redis lost, each process limits rates for itself", {{"why", why}});
}

void SharedCounts::note_return()
{
    if (std::exchange(lost_, false))
        log_.write(Level::info, "redis is back");
}

}  // namespace rmirror::rates
