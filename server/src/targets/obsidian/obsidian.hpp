// SPDX-License-Identifier: AGPL-3.0-or-later
// An Obsidian vault: a plugin in it polls for changes with an API key of its own, writes them to files, and
// confirms them. Only what is confirmed counts as delivered.
#pragma once

#include "targets/target.hpp"

namespace rmirror::targets::obsidian {

extern Target const kTarget;

}  // namespace rmirror::targets::obsidian
