// SPDX-License-Identifier: AGPL-3.0-or-later
// What there is to say about a page, as JSON for the command line and the dashboard.
#pragma once

#include "display/prepared_page.hpp"
#include "scene/scene.hpp"

#include <boost/json/fwd.hpp>

#include <cstdint>
#include <string>

namespace rmirror {

/// ImageFile[] of shared/src/core/types.ts.
boost::json::array image_files_json(Page const& page);

/// Strokes of visible layers that leave no ink because the coordinates of all their points are no numbers.
std::uint64_t count_lost_strokes(Page const& page);

/// Parts of the file that could not be read, with what they hold: the rest of the page is there.
std::uint64_t count_lost_parts(Page const& page);

/// PageFacts of shared/src/core/types.ts.
std::string page_facts(PreparedPage const& page);

/// StrokeFacts[] of shared/src/core/types.ts: live strokes of all layers in draw order.
std::string stroke_facts(Page const& page);

}  // namespace rmirror
