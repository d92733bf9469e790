// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/errands.hpp"

#include "base/thread.hpp"

#include <utility>

namespace rmirror {

Errands::Errands(Options options) : options_(options)
{
    for (std::size_t i = 0; i < options_.threads; ++i)
        threads_.push_back(start_thread("errands", [this](std::stop_token const& stop) { work(stop); }));
}

Errands::~Errands()
{
    for (auto& thread : threads_)
        thread.request_stop();
}

bool Errands::run(std::string const& owner, std::function<void()> errand)
{
    {
        std::lock_guard const lock(mutex_);
        auto const present = present_.find(owner);
        if (waiting_.size() >= options_.waiting ||
            (present != present_.end() && present->second >= options_.of_owner))
            return false;
        ++present_[owner];
        waiting_.push_back({owner, std::move(errand)});
    }
    changed_.notify_one();
    return true;
}

void Errands::leave(std::string const& owner)
{
    auto const present = present_.find(owner);
    if (--present->second == 0)
        present_.erase(present);
}

void Errands::work(std::stop_token const& stop)
{
    while (true) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, stop, [this] { return !waiting_.empty(); });
        if (stop.stop_requested() || waiting_.empty())
            return;
        auto errand = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        errand.work();
        errand.work = nullptr;  // What it holds goes before the lock is taken.
        lock.lock();
        leave(errand.owner);
    }
}

}  // namespace rmirror
