// SPDX-License-Identifier: AGPL-3.0-or-later
// Limits what libgit2 allocates: an object in a pack states its size itself, and a few bytes can state a
// gigabyte.
#pragma once

#include <cstddef>

namespace rmirror::targets::git {

/// Has libgit2 allocate within the limits below. Before its first call.
void count_allocations();

/// While it exists, what libgit2 allocates on this thread and hasn't freed stays below `max_bytes`: beyond
/// it, libgit2 is out of memory, which its functions return as an error.
class AllocationLimit {
public:
    explicit AllocationLimit(std::size_t max_bytes);
    ~AllocationLimit();
    AllocationLimit(AllocationLimit const&) = delete;
    AllocationLimit& operator=(AllocationLimit const&) = delete;
};

}  // namespace rmirror::targets::git
