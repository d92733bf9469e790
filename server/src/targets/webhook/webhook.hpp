// SPDX-License-Identifier: AGPL-3.0-or-later
// Deliveries to a webhook receiver of the user's.
#pragma once

#include "targets/target.hpp"

namespace rmirror::targets::webhook {

extern Target const kTarget;

}  // namespace rmirror::targets::webhook
