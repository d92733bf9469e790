// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/freed_memory.hpp"

#include <malloc.h>

namespace rmirror {

// Blocks from this size on get pages of their own, which are returned when they are freed; the free end of a
// heap is returned from the same size on. A fixed threshold doesn't grow (mallopt(3)).
void return_freed_memory()
{
    constexpr int kBytes = 1 << 20;
    ::mallopt(M_MMAP_THRESHOLD, kBytes);
    ::mallopt(M_TRIM_THRESHOLD, kBytes);
}

}  // namespace rmirror
