// SPDX-License-Identifier: AGPL-3.0-or-later
// Secrets lie in this process's memory, and stay there.
#pragma once

namespace rmirror {

/// No core dump is written when the process crashes, and others of the same user read neither its memory nor
/// its environment, where keys may be set. To be called before any secret is read.
void keep_memory_private();

}  // namespace rmirror
