// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/dispatch/workers.hpp"

#include "base/threads/thread.hpp"

#include <algorithm>
#include <utility>

namespace rmirror::http {

Workers::Workers(std::size_t threads, std::size_t queue_length) : queue_length_(queue_length)
{
    std::lock_guard const lock(mutex_);
    for (std::size_t i = 0; i < threads; ++i)
        threads_.push_back(start_thread("requests", [this](std::stop_token const&) { work(); }));
}

Workers::~Workers()
{
    std::vector<Task> left;
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
        for (auto& [name, owner] : owners_)
            for (auto& each : owner.waiting)
                left.push_back(std::move(each.task));
    }
    changed_.notify_all();
    threads_.clear();
    for (auto const& task : left)
        task->refuse();
}

void Workers::submit(std::string const& owner, Task task)
{
    Task refused;
    {
        std::lock_guard const lock(mutex_);
        if (stopping_) {
            refused = std::move(task);
        } else {
            auto& its = owners_[owner];
            bool const is_thread_free = busy_ + waiting_ < threads_.size();
            bool const begins_at_once = is_thread_free && its.running + its.waiting.size() < max_at_once();
            if (its.waiting.empty())
                round_robin_.push_back(owner);
            its.waiting.push_back({std::move(task), !begins_at_once});
            if (++waiting_ > queue_length_)
                refused = make_room();
        }
    }
    changed_.notify_one();
    if (refused)
        refused->refuse();
}

std::size_t Workers::max_at_once() const
{
    auto const share = round_robin_.size() > 1 ? threads_.size() / 2 : threads_.size() - 1;
    return std::max<std::size_t>(share, 1);
}

Workers::Owners::iterator Workers::next()
{
    auto const max = max_at_once();
    for (auto turn = round_robin_.begin(); turn != round_robin_.end(); ++turn) {
        auto const owner = owners_.find(*turn);
        if (owner->second.running >= max)
            continue;
        round_robin_.erase(turn);
        return owner;
    }
    return owners_.end();
}

Workers::Task Workers::make_room()
{
    auto const busiest = std::max_element(owners_.begin(), owners_.end(), [](auto const& a, auto const& b) {
        return a.second.waiting.size() < b.second.waiting.size();
    });
    auto& waiting = busiest->second.waiting;
    auto found = std::find_if(waiting.begin(), waiting.end(),
                              [](Waiting const& each) { return !each.task->is_wanted(); });
    if (found == waiting.end())
        found = std::prev(waiting.end());
    auto task = std::move(found->task);
    waiting.erase(found);
    --waiting_;
    if (waiting.empty())
        round_robin_.erase(std::find(round_robin_.begin(), round_robin_.end(), busiest->first));
    return task;
}

void Workers::work()
{
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        auto const owner = next();
        if (owner == owners_.end()) {
            changed_.wait(lock);
            continue;
        }
        auto const name = owner->first;
        auto& its = owner->second;
        auto first = std::move(its.waiting.front());
        its.waiting.pop_front();
        if (!its.waiting.empty())
            round_robin_.push_back(name);
        --waiting_;
        ++its.running;
        ++busy_;
        // A sleeping thread may now be allowed to run a task that exceeded the owner's share before.
        if (waiting_ > 0)
            changed_.notify_one();
        lock.unlock();
        contain_failure("requests", [&] { begin(std::move(first)); });
        lock.lock();
        --busy_;
        if (--its.running == 0 && its.waiting.empty())
            owners_.erase(name);
    }
}

void Workers::begin(Waiting waiting)
{
    if (waiting.had_to_wait && !waiting.task->is_wanted())
        waiting.task->refuse();
    else
        waiting.task->run();
}

}  // namespace rmirror::http
