// SPDX-License-Identifier: AGPL-3.0-or-later
// The pictures that a reading model gets: black ink on white, the handwriting and nothing else.
#pragma once

#include "base/result.hpp"
#include "display/prepared_page.hpp"
#include "display/request.hpp"
#include "raster/grey_picture.hpp"
#include "scene/scene.hpp"

#include <cstddef>
#include <functional>
#include <vector>

namespace rmirror {

/// A picture to be read, and the part of the page it shows (page units, in the page's frame).
struct OcrPicture {
    GreyPicture picture;
    Rect rect;
};

/// Claude reads pictures with an edge below 200 pixels less well (Claude's vision guide, 2026-11).
constexpr int kOcrShortestEdge = 200;

/// The handwriting of a page, cropped to it: one picture, or several from the top where it would have to
/// be drawn below half size; they are cut where the fewest strokes cross. None when there is nothing to
/// read. Only what doesn't fit into kMaxPageParts and kMaxPageTokens at half size is drawn smaller: ink that
/// is taller than 20 sheets, or as large. `request.width_px` and `rect` do not count.
Result<std::vector<OcrPicture>> draw_ocr(PreparedPage const& page, RenderRequest const& request);

/// The same, one after another: only one is in memory.
void draw_ocr_each(PreparedPage const& page, RenderRequest const& request,
                   std::function<void(OcrPicture const&)> const& take);

/// The same in one picture whatever its size: `request.width_px` wide, or as large as a reading model takes
/// it. A page without handwriting gives a small white picture.
Result<GreyPicture> draw_ocr_whole(PreparedPage const& page, RenderRequest const& request);

/// True when there is something to read: draw_ocr() gives a picture. To find out, only pages are drawn whose
/// ink may be hidden.
bool has_handwriting(PreparedPage const& page);

}  // namespace rmirror
