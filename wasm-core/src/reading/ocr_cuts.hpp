// SPDX-License-Identifier: AGPL-3.0-or-later
// Decides which parts of a page a transcription model gets as pictures, and at which scale.
#pragma once

#include <cstdint>
#include <vector>

namespace rmirror {

/// Scale in pixels per page unit; smaller ones are used only if there would be too many pictures otherwise.
constexpr double kHalfSize = 0.5;

/// In reading space: page units, rotated to the reading orientation, with `top` at the start.
struct ReadingBox {
    double left = 0, top = 0, right = 0, bottom = 0;

    [[nodiscard]] double width() const { return right - left; }
    [[nodiscard]] double height() const { return bottom - top; }
    [[nodiscard]] bool touches(ReadingBox const& other) const
    {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
};

/// The largest scale up to `max` at which a box of this size meets a model's limits for one picture.
double reading_scale(double width, double height, double max);

/// Number of pixels for a length: rounded up, at least one.
int reading_pixels(double length, double scale);

struct ReadingCuts {
    std::vector<ReadingBox> boxes;
    double largest_scale = 1;  // pixels per page unit; keeps the total within kMaxPageTokens
};

/// Boxes that together show all `strokes`, from top to bottom: one if it can be drawn at scale `min` or
/// larger, otherwise several, cut where the fewest strokes cross. Each is cropped to its strokes plus a
/// margin. What would exceed kMaxPageParts or kMaxPageTokens is drawn smaller than `min`.
ReadingCuts cut_for_reading(std::vector<ReadingBox> const& strokes, double min);

/// A single box around all `strokes`, with the margin.
ReadingBox box_for_reading(std::vector<ReadingBox> const& strokes);

}  // namespace rmirror
