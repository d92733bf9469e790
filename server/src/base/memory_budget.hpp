// SPDX-License-Identifier: AGPL-3.0-or-later
// How much memory all things of a kind together may take, such as what clients send at once, and how much of
// it one owner.
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
    /// `most_each`: how much of it one owner may hold.
    MemoryBudget(std::size_t most, std::size_t most_each) : most_(most), most_each_(most_each) {}
    explicit MemoryBudget(std::size_t most) : MemoryBudget(most, most) {}

    std::size_t most() const { return most_; }
    std::size_t most_each() const { return most_each_; }
    std::size_t in_use() const;
    bool has_room_for(std::string const& owner, std::size_t bytes) const;

private:
    friend class MemoryShare;

    bool fits(std::string const& owner, std::size_t more) const;
    bool take(std::string const& owner, std::size_t bytes);
    void give_back(std::string const& owner, std::size_t bytes);

    std::size_t most_;
    std::size_t most_each_;
    mutable std::mutex mutex_;
    std::size_t in_use_ = 0;
    std::unordered_map<std::string, std::size_t> held_;  // By owners who hold something.
};

/// One holder's part of the budget; given back when it goes, which may be after everybody else has let go of
/// the budget.
class MemoryShare {
public:
    /// An empty `owner` is nobody in particular, whose shares have no bound but the budget's.
    explicit MemoryShare(std::shared_ptr<MemoryBudget> budget, std::string owner = {})
        : budget_(std::move(budget)), owner_(std::move(owner))
    {}
    ~MemoryShare();
    MemoryShare(MemoryShare const&) = delete;
    MemoryShare& operator=(MemoryShare const&) = delete;

    /// False, and nothing changed, when the others or the owner's other shares leave no room for it.
    bool grow_to(std::size_t bytes);
    /// Gives back what is more than that.
    void shrink_to(std::size_t bytes);
    /// The most that it could ever be.
    std::size_t most() const { return owner_.empty() ? budget_->most() : budget_->most_each(); }

private:
    std::shared_ptr<MemoryBudget> budget_;
    std::string owner_;
    std::size_t bytes_ = 0;
};

}  // namespace rmirror
