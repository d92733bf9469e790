// SPDX-License-Identifier: AGPL-3.0-or-later
// Highlights brought to Readwise, and removed. The same passage marked twice in a notebook is there once: the
// second gets the id of the first, and it goes with the last of them.
#pragma once

#include "targets/target.hpp"

namespace rmirror::targets::readwise {

std::vector<Ending> push(Outside& outside, std::span<Delivery const> items);
std::vector<Ending> remove(Outside& outside, std::span<Delivery const> items);

}  // namespace rmirror::targets::readwise
