// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rights/running_exports.hpp"

#include <utility>

namespace rmirror::rights {

bool RunningExports::add(UserId const& user_id, Export running)
{
    Export former;  // Ends outside of the lock.
    std::lock_guard const lock(mutex_);
    auto const known = running_.find(user_id);
    if (known == running_.end() && running_.size() >= kMax)
        return false;
    former = std::exchange(running_[user_id], std::move(running));
    return true;
}

void RunningExports::remove(UserId const& user_id, void const* ended)
{
    Export former;
    std::lock_guard const lock(mutex_);
    auto const known = running_.find(user_id);
    if (known == running_.end() || known->second.get() != ended)
        return;
    former = std::move(known->second);
    running_.erase(known);
}

}  // namespace rmirror::rights
