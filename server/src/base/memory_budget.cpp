// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/memory_budget.hpp"

namespace rmirror {

bool MemoryBudget::has_room_for(std::size_t bytes) const
{
    auto const used = in_use();
    return used <= most_ && bytes <= most_ - used;
}

MemoryShare::~MemoryShare()
{
    budget_->in_use_ -= bytes_;
}

bool MemoryShare::grow_to(std::size_t bytes)
{
    auto const more = bytes - bytes_;
    if (budget_->in_use_.fetch_add(more) + more > budget_->most_) {
        budget_->in_use_ -= more;
        return false;
    }
    bytes_ = bytes;
    return true;
}

}  // namespace rmirror
