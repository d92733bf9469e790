// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/memory_budget.hpp"

namespace rmirror {

std::size_t MemoryBudget::in_use() const
{
    std::lock_guard const lock(mutex_);
    return in_use_;
}

bool MemoryBudget::has_room_for(std::string const& owner, std::size_t bytes) const
{
    std::lock_guard const lock(mutex_);
    return fits(owner, bytes);
}

bool MemoryBudget::fits(std::string const& owner, std::size_t more) const
{
    if (more > max_ - in_use_)
        return false;
    auto const found = owner.empty() ? held_.end() : held_.find(owner);
    auto const held = found == held_.end() ? 0 : found->second;
    return owner.empty() || (held <= max_each_ && more <= max_each_ - held);
}

bool MemoryBudget::take(std::string const& owner, std::size_t bytes)
{
    std::lock_guard const lock(mutex_);
    if (!fits(owner, bytes))
        return false;
    in_use_ += bytes;
    if (!owner.empty())
        held_[owner] += bytes;
    return true;
}

void MemoryBudget::give_back(std::string const& owner, std::size_t bytes)
{
    std::lock_guard const lock(mutex_);
    in_use_ -= bytes;
    if (auto const found = held_.find(owner); found != held_.end() && (found->second -= bytes) == 0)
        held_.erase(found);
}

MemoryShare::~MemoryShare()
{
    budget_->give_back(owner_, bytes_);
}

bool MemoryShare::grow_to(std::size_t bytes)
{
    if (bytes > bytes_ && !budget_->take(owner_, bytes - bytes_))
        return false;
    bytes_ = bytes > bytes_ ? bytes : bytes_;
    return true;
}

void MemoryShare::shrink_to(std::size_t bytes)
{
    if (bytes >= bytes_)
        return;
    budget_->give_back(owner_, bytes_ - bytes);
    bytes_ = bytes;
}

}  // namespace rmirror
