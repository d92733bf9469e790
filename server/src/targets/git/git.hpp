// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "targets/target.hpp"

namespace rmirror::targets::git {

extern Target const kTarget;

}  // namespace rmirror::targets::git
