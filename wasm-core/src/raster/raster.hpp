// SPDX-License-Identifier: AGPL-3.0-or-later
// A scene to pixels, the same on every machine. Stages: outline, flatten, coverage, blend.
#pragma once

#include "base/result.hpp"
#include "document/document.hpp"
#include "scene/scene.hpp"

#include <cstdint>
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
    std::optional<int> width_px;  // default: one pixel per page unit
    Orientation orientation = Orientation::portrait;
    std::string page_template{};  // its name, as the document states it; empty or unknown: blank paper
    Visibility background = Visibility::on;
};

/// The page's paper in its own frame (page units).
Rect paper_rect(Page const& page, Orientation orientation);

/// The part of the plane a picture shows, in the page's own frame (page units): the paper, grown
/// where ink leaves it. Non-finite points do not count. `orientation` says how the paper lies.
Rect visible_area(Page const& page, Orientation orientation);

/// True when drawing the page leaves nothing but paper: no ink, no highlight, no image.
bool is_blank(Page const& page);

struct Picture {
    int width = 0;  // pixels
    int height = 0;
    std::vector<std::uint8_t> rgba;  // 4 bytes a pixel, rows from the top, opaque
};

struct GreyPicture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> grey;  // 0 black to 255 white
};

/// Most pixels in one picture: a page that would need more is drawn smaller.
constexpr std::int64_t kMaxPixels = 64'000'000;

Result<Picture> draw_display(Page const& page, RenderRequest const& request);
Result<GreyPicture> draw_ocr(Page const& page, RenderRequest const& request);

}  // namespace rmirror
