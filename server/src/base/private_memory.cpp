// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/private_memory.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace rmirror {

// A system that hands dumps to a program of its own (a `|` in core_pattern) does so whatever the limit is,
// but only of processes that are dumpable. The limit stays for what is started by this one. Neither can fail
// for a process about itself.
void keep_memory_private()
{
    rlimit const none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

}  // namespace rmirror
