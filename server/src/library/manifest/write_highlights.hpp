// SPDX-License-Identifier: AGPL-3.0-or-later
// Recognises the highlights of a manifest among the known ones, because they have no ids on the tablet.
#pragma once

#include "library/manifest/manifest.hpp"
#include "library/work.hpp"

#include <string>

namespace rmirror::library {

/// The notebooks and pages whose highlights a manifest states, each a PostgreSQL array as text.
struct HighlightScope {
    std::string notebook_uuids;  // The tablet's ids of notebooks that are written as a whole.
    std::string deleted_pages;   // Our ids, as in added_pages.
    std::string added_pages;     // Of other notebooks.
};

struct WrittenHighlights {
    int changed = 0;  // Including new ones.
    int deleted = 0;
};

/// Updates the highlights of these notebooks and pages to the manifest's, and deletes those of deleted pages.
/// On its page a highlight keeps its id if it has the same text, if its text changed but not its position,
/// and if it comes back. Pen marks are compared with pen marks only. One that its owner rejected stays
/// rejected, and those of notebooks whose owner wants none are stored hidden. A repaired text that another
/// device sent stays with its highlighted text.
WrittenHighlights write_highlights(LibraryWork& work, Manifest const& manifest, HighlightScope const& scope,
                                   Plans plans);

}  // namespace rmirror::library
