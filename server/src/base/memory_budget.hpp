// SPDX-License-Identifier: AGPL-3.0-or-later
// How much memory all things of a kind together may take, such as what clients send at once.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

namespace rmirror {

class MemoryBudget {
public:
    explicit MemoryBudget(std::size_t most) : most_(most) {}

    std::size_t most() const { return most_; }
    std::size_t in_use() const { return in_use_.load(); }
    bool has_room_for(std::size_t bytes) const;

private:
    friend class MemoryShare;

    std::size_t most_;
    std::atomic<std::size_t> in_use_ = 0;
};

/// One holder's part of the budget; given back when it goes, which may be after everybody else has let go of
/// the budget.
class MemoryShare {
public:
    explicit MemoryShare(std::shared_ptr<MemoryBudget> budget) : budget_(std::move(budget)) {}
    ~MemoryShare();
    MemoryShare(MemoryShare const&) = delete;
    MemoryShare& operator=(MemoryShare const&) = delete;

    /// False, and nothing changed, when the others leave no room for it.
    bool grow_to(std::size_t bytes);

private:
    std::shared_ptr<MemoryBudget> budget_;
    std::size_t bytes_ = 0;
};

}  // namespace rmirror
