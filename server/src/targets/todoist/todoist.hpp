// SPDX-License-Identifier: AGPL-3.0-or-later
// Deliveries to Todoist.
#pragma once

#include "targets/target.hpp"

namespace rmirror::targets::todoist {

extern Target const kTarget;

}  // namespace rmirror::targets::todoist
