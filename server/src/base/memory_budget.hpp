// SPDX-License-Identifier: AGPL-3.0-or-later
// Limits the memory for one purpose, such as data from clients, in total and per owner.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace rmirror {

class MemoryBudget {
public:
    /// In bytes. `max_each`: the limit per owner.
    MemoryBudget(std::size_t max, std::size_t max_each) : max_(max), max_each_(max_each) {}
    explicit MemoryBudget(std::size_t max) : MemoryBudget(max, max) {}

    std::size_t max() const { return max_; }
    std::size_t max_each() const { return max_each_; }
    std::size_t in_use() const;
    /// Whether that many bytes could be reserved now. Reserves nothing.
    bool has_room_for(std::string const& owner, std::size_t bytes) const;

private:
    friend class MemoryShare;

    bool fits(std::string const& owner, std::size_t more) const;
    bool take(std::string const& owner, std::size_t bytes);
    void give_back(std::string const& owner, std::size_t bytes);

    std::size_t max_;
    std::size_t max_each_;
    mutable std::mutex mutex_;
    std::size_t in_use_ = 0;
    std::unordered_map<std::string, std::size_t> held_;  // By owner; only owners that hold something.
};

/// Memory reserved from a budget, released on destruction. Keeps the budget alive.
class MemoryShare {
public:
    /// An empty `owner` has no limit of its own, only the budget's total.
    explicit MemoryShare(std::shared_ptr<MemoryBudget> budget, std::string owner = {})
        : budget_(std::move(budget)), owner_(std::move(owner))
    {}
    ~MemoryShare();
    MemoryShare(MemoryShare const&) = delete;
    MemoryShare& operator=(MemoryShare const&) = delete;

    /// Returns false and changes nothing if other owners, or the owner's other shares, leave no room.
    bool grow_to(std::size_t bytes);
    /// Releases what exceeds `bytes`.
    void shrink_to(std::size_t bytes);
    /// The largest size that this share could ever have.
    std::size_t max() const { return owner_.empty() ? budget_->max() : budget_->max_each(); }

private:
    std::shared_ptr<MemoryBudget> budget_;
    std::string owner_;
    std::size_t bytes_ = 0;
};

}  // namespace rmirror
