// SPDX-License-Identifier: AGPL-3.0-or-later
// Protects the secrets in this process's memory.
#pragma once

namespace rmirror {

/// Prevents core dumps, and prevents other processes of the same user from reading this one's memory and
/// environment, which may contain keys. Call this before reading any secret.
void keep_memory_private();

}  // namespace rmirror
