// SPDX-License-Identifier: AGPL-3.0-or-later
// Draws a page's handwriting for transcription: black ink on white and nothing else.
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

/// A picture for transcription, and the part of the page it shows (page units, in the page's frame).
struct OcrPicture {
    GreyPicture picture;
    Rect rect;
};

/// Claude transcribes pictures with an edge below 200 pixels less reliably (Claude's vision guide, 2026-11).
constexpr int kOcrShortestEdge = 200;

/// The page's handwriting, cropped: one picture, or several from top to bottom if one would have to be drawn
/// below half size; cuts are where the fewest strokes cross. Empty if there is nothing to transcribe. Scales
/// below half size are only used for what exceeds kMaxPageParts or kMaxPageTokens otherwise: ink that is
/// taller than 20 sheets, or as large. `request.width_px` and `rect` are ignored.
Result<std::vector<OcrPicture>> draw_ocr(PreparedPage const& page, RenderRequest const& request);

/// The same, passing one picture at a time to `take`, so that only one is in memory.
void draw_ocr_each(PreparedPage const& page, RenderRequest const& request,
                   std::function<void(OcrPicture const&)> const& take);

/// The same in a single picture of any size: `request.width_px` wide, or the largest that a model accepts. A
/// page without handwriting gives a small white picture.
Result<GreyPicture> draw_ocr_whole(PreparedPage const& page, RenderRequest const& request);

/// Whether draw_ocr() returns a picture. Draws the page only if its ink may be hidden.
bool has_handwriting(PreparedPage const& page);

}  // namespace rmirror
