// SPDX-License-Identifier: AGPL-3.0-or-later
// Handles the items that several threads have for one owner together, so that they share a transaction.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace rmirror {

/// It has no threads: one of the waiting threads handles the items of all. An owner has one batch at a time;
/// items that arrive meanwhile form the next one. So no thread waits for others to arrive.
template <typename Item>
class Batches {
public:
    using Items = std::vector<Item*>;
    /// Several threads may call it at a time: for different owners, or with a single item.
    using Handle = std::function<void(std::string const& owner, Items const& items)>;

    Batches(std::size_t max_items, Handle handle) : max_items_(max_items), handle_(std::move(handle)) {}
    Batches(Batches const&) = delete;
    Batches& operator=(Batches const&) = delete;

    /// Blocks until `item` is handled. If handling it with others throws, it is handled again alone. Throws
    /// what that throws.
    void handle(std::string const& owner, Item& item)
    {
        Waiting mine{&item};
        wait_or_lead(owner, mine);
        if (mine.must_be_alone)
            handle_(owner, {&item});
        else if (mine.failure)
            std::rethrow_exception(mine.failure);
    }

    /// Items that wait for the batch before theirs to end.
    std::size_t waiting()
    {
        std::lock_guard const lock(mutex_);
        std::size_t items = 0;
        for (auto const& [name, owner] : owners_)
            items += owner.waiting.size();
        return items;
    }

private:
    struct Waiting {
        Item* item;
        bool is_handled = false;
        bool must_be_alone = false;
        std::exception_ptr failure = nullptr;
    };

    struct Owner {
        std::deque<Waiting*> waiting;
        std::size_t threads = 0;  // In wait_or_lead().
        bool is_busy = false;     // One of them handles a batch.
        std::condition_variable changed;
    };

    void wait_or_lead(std::string const& name, Waiting& mine)
    {
        std::unique_lock lock(mutex_);
        auto& owner = owners_[name];
        ++owner.threads;
        owner.waiting.push_back(&mine);
        while (!mine.is_handled) {
            if (owner.is_busy)
                owner.changed.wait(lock);
            else
                lead(name, owner, lock);
        }
        if (--owner.threads == 0)
            owners_.erase(name);
    }

    void lead(std::string const& name, Owner& owner, std::unique_lock<std::mutex>& lock)
    {
        auto const end =
            owner.waiting.begin() + static_cast<std::ptrdiff_t>(std::min(max_items_, owner.waiting.size()));
        std::vector<Waiting*> const batch(owner.waiting.begin(), end);
        owner.waiting.erase(owner.waiting.begin(), end);
        owner.is_busy = true;
        lock.unlock();
        perform(name, batch);
        lock.lock();
        owner.is_busy = false;
        for (auto* const each : batch)
            each->is_handled = true;
        owner.changed.notify_all();
    }

    void perform(std::string const& name, std::vector<Waiting*> const& batch)
    {
        try {
            Items items;
            for (auto const* const each : batch)
                items.push_back(each->item);
            handle_(name, items);
        } catch (...) {
            if (batch.size() == 1)
                batch.front()->failure = std::current_exception();
            else
                for (auto* const each : batch)
                    each->must_be_alone = true;
        }
    }

    std::size_t const max_items_;
    Handle const handle_;
    std::mutex mutex_;
    std::unordered_map<std::string, Owner> owners_;  // Those for which threads wait.
};

}  // namespace rmirror
