// SPDX-License-Identifier: AGPL-3.0-or-later
// Deliveries to Readwise.
#pragma once

#include "targets/target.hpp"

namespace rmirror::targets::readwise {

extern Target const kTarget;

}  // namespace rmirror::targets::readwise
