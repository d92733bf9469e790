// SPDX-License-Identifier: AGPL-3.0-or-later
// A scene to pixels, the same on every machine. Stages: outline, flatten, coverage, blend.
#pragma once

#include "base/result.hpp"
#include "document/document.hpp"
#include "raster/grey_picture.hpp"
#include "scene/scene.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace rmirror {

enum class Purpose : std::uint8_t {
    display,  // colours on white paper, the whole page, grown where ink leaves it
    ocr,      // black ink on white, handwriting only
};

enum class Visibility : std::uint8_t { on, off };

struct RenderRequest {
    Purpose purpose = Purpose::display;
    std::optional<int> width_px = {};  // of the whole picture; default: one pixel per page unit
    Orientation orientation = Orientation::portrait;
    std::string page_template{};  // its name, as the document states it; empty or unknown: blank paper
    Visibility background = Visibility::on;
    // The part of the page that is wanted, in page units: what lies there in the whole picture, pixel for
    // pixel. Parts that share an edge fit together without a seam. Display pictures only.
    std::optional<Rect> rect = {};
};

/// The page's paper in its own frame (page units).
Rect paper_rect(Page const& page, Orientation orientation);

/// The part of the plane a picture shows, in the page's own frame (page units): the paper, or the source page
/// that was given in its place, grown where ink leaves it. Non-finite points do not count. `orientation` says
/// how the paper lies.
Rect visible_area(Page const& page, Orientation orientation);

/// What visible strokes and images cover, in the page's own frame (page units); nothing where there are none.
std::optional<Rect> drawn_area(Page const& page);

/// True when drawing the page leaves nothing but paper: no ink, no highlight, no image. A source page is
/// paper.
bool is_blank(Page const& page);

struct Picture {
    int width = 0;  // pixels
    int height = 0;
    std::vector<std::uint8_t> rgba;  // 4 bytes a pixel, rows from the top, opaque
};

/// Most pixels in one picture: a page that would need more is drawn smaller.
constexpr std::int64_t kMaxPixels = 64'000'000;

/// Error: bad_request for a width below one pixel, or a part that needs more than kMaxPixels.
Result<Picture> draw_display(Page const& page, RenderRequest const& request);

/// A picture to be read, and the part of the page it shows (page units, in the page's frame).
struct OcrPicture {
    GreyPicture picture;
    Rect rect;
};

/// What a reading model takes without making it smaller: Claude's longest edge in pixels, and its tokens
/// of 28 by 28 pixels; it reads pictures with an edge below 200 pixels less well. A request has room for
/// 100 pictures, and where there are more than 20 no edge may be longer than 2000 pixels (Claude's vision
/// guide, 2026-11).
constexpr int kOcrLongestEdge = 2576;
constexpr int kOcrLongestEdgeOfMany = 2000;
constexpr int kOcrShortestEdge = 200;
constexpr int kOcrMostTokens = 4784;
constexpr int kOcrTokenEdge = 28;
constexpr std::size_t kOcrMany = 20;
constexpr std::size_t kOcrMostPictures = 100;

/// The handwriting of a page, cropped to it: one picture, or several from the top where it would have to
/// be drawn below half size; they are cut where the fewest strokes cross. None when there is nothing to
/// read. Only what does not fit into kOcrMostPictures at half size is drawn smaller, which takes ink wider
/// than two sheets beside each other. `request.width_px` and `rect` do not count.
Result<std::vector<OcrPicture>> draw_ocr(Page const& page, RenderRequest const& request);

/// The same, one after another: only one is in memory.
void draw_ocr_each(Page const& page, RenderRequest const& request,
                   std::function<void(OcrPicture const&)> const& take);

/// The same in one picture whatever its size: `request.width_px` wide, or as large as a reading model takes
/// it. A page without handwriting gives a small white picture.
Result<GreyPicture> draw_ocr_whole(Page const& page, RenderRequest const& request);

/// True when there is something to read: draw_ocr() gives a picture. To find out, only pages are drawn whose
/// ink may be hidden.
bool has_handwriting(Page const& page);

}  // namespace rmirror
