// SPDX-License-Identifier: AGPL-3.0-or-later
// Deliveries to Notion.
#pragma once

#include "targets/target.hpp"

namespace rmirror::targets::notion {

extern Target const kTarget;

}  // namespace rmirror::targets::notion
