// SPDX-License-Identifier: AGPL-3.0-or-later
// Highlights have no ids on the tablet: those of a manifest are recognised among those that are known.
#pragma once

#include "library/manifest.hpp"
#include "library/work.hpp"

#include <string>

namespace rmirror::library {

/// Whose highlights a manifest states, each an array as text.
struct HighlightScope {
    std::string notebook_uuids;  // The tablet's ids of notebooks that are written as a whole.
    std::string deleted_pages;   // Our ids, as the next.
    std::string added_pages;     // Of other notebooks.
};

struct WrittenHighlights {
    int changed = 0;  // Or new.
    int deleted = 0;
};

/// Brings the highlights of these notebooks and pages to what a manifest says, and those of deleted pages to
/// nothing. On its page a highlight keeps its id when it has the same text; when its text changed, but it
/// lies where it did; and when it comes back.
WrittenHighlights write_highlights(LibraryWork& work, HighlightColumns const& highlights,
                                   HighlightScope const& scope, Plans plans);

}  // namespace rmirror::library
