// SPDX-License-Identifier: AGPL-3.0-or-later
// How much is to be brought to a target, and about how long that takes.
#pragma once

#include "base/settings.hpp"
#include "targets/target.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstddef>
#include <vector>

namespace rmirror::targets {

/// One for each notebook, as the database tells them: [{is_new, pages, pictures, todos, changes}, …].
std::vector<Amount> amounts_of(boost::json::array const& notebooks);

/// As a target expects it of its service.
struct Effort {
    std::size_t calls = 0;
    std::size_t minutes = 0;  // Begun ones.
};
/// Begun ones.
std::size_t minutes_for(Work const& work, Settings const& settings, std::size_t calls);
Effort effort_of(Work const& work, Settings const& settings, std::vector<Amount> const& notebooks);

/// The members `notebooks`, `pages`, `pictures` and `todos` of the contract: new ones.
boost::json::object show_sum(std::vector<Amount> const& notebooks);

}  // namespace rmirror::targets
