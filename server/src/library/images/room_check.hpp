// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether what a transaction writes fits into the limits of its user's library.
#pragma once

#include "library/work.hpp"
#include "quota/library_usage.hpp"

namespace rmirror::library {

class RoomCheck {
public:
    /// Created before anything is written.
    RoomCheck(LibraryWork& work, quota::Rules const& rules);

    /// Called after everything is written. Removes display images where they are in the way, and returns the
    /// usage afterwards. A user above a limit that was lowered may continue, as long as nothing grows. Throws
    /// LibraryFull.
    quota::LibraryUsage expect_room() const;

private:
    LibraryWork& work_;
    quota::Rules const& rules_;
    quota::LibraryUsage before_;
};

}  // namespace rmirror::library
