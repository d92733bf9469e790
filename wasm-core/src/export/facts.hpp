// SPDX-License-Identifier: AGPL-3.0-or-later
// Facts about a page as JSON, for the command line and the dashboard.
#pragma once

#include "display/prepared_page.hpp"
#include "scene/scene.hpp"

#include <boost/json/fwd.hpp>

#include <cstdint>
#include <string>

namespace rmirror {

/// ImageFile[] in shared/src/core/types.ts.
boost::json::array image_files_json(Page const& page);

/// Number of strokes of visible layers that leave no ink because no point has finite coordinates.
std::uint64_t count_lost_strokes(Page const& page);

/// Number of parts of the file that could not be read, so that their content is lost.
std::uint64_t count_lost_parts(Page const& page);

/// PageFacts in shared/src/core/types.ts.
std::string page_facts(PreparedPage const& page);

/// StrokeFacts[] in shared/src/core/types.ts: strokes of all layers that aren't deleted, in draw order.
std::string stroke_facts(Page const& page);

}  // namespace rmirror
