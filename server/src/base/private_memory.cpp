// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/private_memory.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace rmirror {

// If core_pattern pipes dumps to a program (`|`), the kernel ignores the limit, but it only dumps processes
// that are dumpable. The limit is for processes that this one starts. Neither call can fail for the process
// itself.
void keep_memory_private()
{
    rlimit const none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

}  // namespace rmirror
