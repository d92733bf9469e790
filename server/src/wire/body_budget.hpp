// SPDX-License-Identifier: AGPL-3.0-or-later
// How much memory all bodies together may take, from their first byte until they have been handled.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>

namespace rmirror::wire {

class BodyBudget {
public:
    explicit BodyBudget(std::size_t most) : most_(most) {}

    std::size_t most() const { return most_; }
    std::size_t in_use() const { return in_use_.load(); }
    bool has_room_for(std::size_t bytes) const;

private:
    friend class BodyShare;

    std::size_t most_;
    std::atomic<std::size_t> in_use_ = 0;
};

/// One body's part of the budget; given back when it goes, which may be after the server has gone.
class BodyShare {
public:
    explicit BodyShare(std::shared_ptr<BodyBudget> budget) : budget_(std::move(budget)) {}
    ~BodyShare();
    BodyShare(BodyShare const&) = delete;
    BodyShare& operator=(BodyShare const&) = delete;

    /// False, and nothing changed, when the others leave no room for it.
    bool grow_to(std::size_t bytes);

private:
    std::shared_ptr<BodyBudget> budget_;
    std::size_t bytes_ = 0;
};

}  // namespace rmirror::wire

/// Until those who say http:: have moved.
namespace rmirror::http {
using wire::BodyBudget;
}  // namespace rmirror::http
