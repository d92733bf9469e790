// SPDX-License-Identifier: AGPL-3.0-or-later
// Delivers highlights to Readwise and removes them. A passage that is marked twice in a notebook is one
// highlight there: the second item gets the id of the first, and the highlight is removed with the last of
// them.
#pragma once

#include "targets/target.hpp"

namespace rmirror::targets::readwise {

std::vector<Ending> push(Outside& outside, std::span<Delivery const> items);
std::vector<Ending> remove(Outside& outside, std::span<Delivery const> items);

}  // namespace rmirror::targets::readwise
