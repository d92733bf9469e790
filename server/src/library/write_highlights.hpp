// SPDX-License-Identifier: AGPL-3.0-or-later
// Highlights have no ids on the tablet: those of a manifest are recognised among those that are known.
#pragma once

#include "library/manifest.hpp"
#include "library/work.hpp"

#include <string>

namespace rmirror::library {

/// Brings the highlights of these notebooks to what a manifest says, and those of pages that went to nothing
/// (both are arrays as text, of the tablet's ids and of ours). On its page a highlight keeps its id when it
/// has the same text; when its text changed, but it lies where it did; and when it comes back. How many were
/// written or deleted.
int write_highlights(LibraryWork& work, HighlightColumns const& highlights, std::string const& notebook_uuids,
                     std::string const& deleted_pages, Plans plans);

}  // namespace rmirror::library
