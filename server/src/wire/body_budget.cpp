// SPDX-License-Identifier: AGPL-3.0-or-later
#include "wire/body_budget.hpp"

namespace rmirror::wire {

bool BodyBudget::has_room_for(std::size_t bytes) const
{
    auto const used = in_use();
    return used <= most_ && bytes <= most_ - used;
}

BodyShare::~BodyShare()
{
    budget_->in_use_ -= bytes_;
}

bool BodyShare::grow_to(std::size_t bytes)
{
    auto const more = bytes - bytes_;
    if (budget_->in_use_.fetch_add(more) + more > budget_->most_) {
        budget_->in_use_ -= more;
        return false;
    }
    bytes_ = bytes;
    return true;
}

}  // namespace rmirror::wire
