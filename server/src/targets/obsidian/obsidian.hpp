// SPDX-License-Identifier: AGPL-3.0-or-later
// An Obsidian vault: a plugin there asks by a key of its own what changed, writes it to files, and confirms
// that. What is confirmed is delivered, and only that.
#pragma once

#include "targets/target.hpp"

namespace rmirror::targets::obsidian {

extern Target const kTarget;

}  // namespace rmirror::targets::obsidian
