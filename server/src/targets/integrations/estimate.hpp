// SPDX-License-Identifier: AGPL-3.0-or-later
// Counts what is left to deliver to a target, and estimates how long that takes.
#pragma once

#include "base/settings/settings.hpp"
#include "targets/target.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstddef>
#include <vector>

namespace rmirror::targets {

/// Parses the database's counts, one object per notebook: [{is_new, pages, pictures, todos, changes}, …].
std::vector<PendingCounts> amounts_of(boost::json::array const& notebooks);

/// Estimated with the target's own Target::work.
struct SyncEstimate {
    std::size_t calls = 0;
    std::size_t minutes = 0;  // Rounded up.
};
/// Minutes for this many calls at the service's rate limit, rounded up.
std::size_t minutes_for(Work const& work, Settings const& settings, std::size_t calls);
SyncEstimate effort_of(Work const& work, Settings const& settings,
                       std::vector<PendingCounts> const& notebooks);

/// The members `notebooks`, `pages`, `pictures` and `todos` of openapi.yaml: new ones only.
boost::json::object show_sum(std::vector<PendingCounts> const& notebooks);

}  // namespace rmirror::targets
