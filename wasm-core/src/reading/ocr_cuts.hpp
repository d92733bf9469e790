// SPDX-License-Identifier: AGPL-3.0-or-later
// Which parts of a page a reading model gets as pictures, and how large.
#pragma once

#include <cstdint>
#include <vector>

namespace rmirror {

/// Pixels for a page unit below which pictures are made only where there would be too many otherwise.
constexpr double kHalfSize = 0.5;

/// In reading space: page units, turned as the page is read; `top` is where reading begins.
struct ReadingBox {
    double left = 0, top = 0, right = 0, bottom = 0;

    [[nodiscard]] double width() const { return right - left; }
    [[nodiscard]] double height() const { return bottom - top; }
    [[nodiscard]] bool touches(ReadingBox const& other) const
    {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
};

/// The largest scale up to `most` at which a box of this size meets the limits of a reading model.
double reading_scale(double width, double height, double most);

/// Pixels for a length: rounded up, at least one.
int reading_pixels(double length, double scale);

struct ReadingCuts {
    std::vector<ReadingBox> boxes;
    double largest_scale = 1;  // pixels per page unit at which all of them together are few enough
};

/// The boxes that together show all `strokes`, from the top: one where that can be drawn at `least` or
/// larger, otherwise cut where the fewest strokes cross. Each is cropped to its strokes and a margin. What
/// would need more than kMaxPageParts or kMaxPageTokens is drawn smaller than `least`.
ReadingCuts cut_for_reading(std::vector<ReadingBox> const& strokes, double least);

/// The one box around all `strokes` and their margin.
ReadingBox box_for_reading(std::vector<ReadingBox> const& strokes);

}  // namespace rmirror
