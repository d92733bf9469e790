// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/ocr_cuts.hpp"

#include "reading_limits.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rmirror {
namespace {

constexpr double kMargin = 16;  // page units
constexpr double kEverywhere = std::numeric_limits<double>::infinity();
constexpr double kStep = 0.998;
constexpr std::size_t kMaxParts = kMaxPageParts;

std::int64_t tokens_at(double width, double height, double scale)
{
    return picture_tokens(reading_pixels(width, scale), reading_pixels(height, scale));
}

/// Whether a single picture is sufficient.
bool is_readable_at(double width, double height, double scale)
{
    return reading_pixels(std::max(width, height), scale) <= kMaxPictureEdge &&
           tokens_at(width, height, scale) <= kMaxPictureTokens;
}

/// The bounding box of the strokes within `part`, plus a margin, clipped to `part`.
ReadingBox cropped(std::vector<ReadingBox> const& strokes, ReadingBox const& part)
{
    ReadingBox crop{kEverywhere, kEverywhere, -kEverywhere, -kEverywhere};
    for (auto const& stroke : strokes) {
        if (!stroke.touches(part))
            continue;
        crop.left = std::min(crop.left, stroke.left);
        crop.top = std::min(crop.top, stroke.top);
        crop.right = std::max(crop.right, stroke.right);
        crop.bottom = std::max(crop.bottom, stroke.bottom);
    }
    return {std::max(std::floor(crop.left - kMargin), part.left),
            std::max(std::floor(crop.top - kMargin), part.top),
            std::min(std::ceil(crop.right + kMargin), part.right),
            std::min(std::ceil(crop.bottom + kMargin), part.bottom)};
}

/// Resolution of the search for cuts in page units: one unit, or coarser at scales at which many units are
/// one pixel.
double cut_step(double min)
{
    return std::max(1.0, kHalfSize / min);
}

/// Between `first` and `last` along one axis, the position that the fewest strokes cross: the middle of the
/// longest such stretch. `edges(stroke)` returns a stroke's start and end on the axis.
template <typename Edges>
double best_cut(std::vector<ReadingBox> const& strokes, ReadingBox const& part, double first, double last,
                double step, Edges edges)
{
    auto const count = static_cast<std::size_t>(std::max(1.0, (last - first) / step));
    std::vector<int> change(count + 1);
    for (auto const& stroke : strokes) {
        if (!stroke.touches(part))
            continue;
        auto const [begin, end] = edges(stroke);
        auto const steps_before = std::floor((begin - first) / step);
        auto const steps_after = std::ceil((end - first) / step);
        if (steps_after < 0 || steps_before >= static_cast<double>(count))
            continue;
        ++change[static_cast<std::size_t>(std::max(0.0, steps_before))];
        if (steps_after < static_cast<double>(count))
            --change[static_cast<std::size_t>(steps_after)];
    }
    std::size_t best = count - 1;
    std::size_t longest = 0;
    int fewest = std::numeric_limits<int>::max();
    int crossing = 0;
    std::size_t length = 0;
    for (std::size_t i = 0; i < count; ++i) {
        length = i > 0 && change[i] == 0 ? length + 1 : 1;
        crossing += change[i];
        if (crossing < fewest || (crossing == fewest && length > longest)) {
            fewest = crossing;
            longest = length;
            best = i - length / 2;
        }
    }
    return first + static_cast<double>(best) * step;
}

/// The maximum height of a picture of this width.
double tallest(double width, double min)
{
    int const across = std::min(kMaxPictureEdge, reading_pixels(width, min));
    auto const rows = static_cast<int>(kMaxPictureTokens / picture_tokens(across, kTokenEdge));
    return std::floor(std::min(kMaxPictureEdge, rows * kTokenEdge) / min);
}

std::vector<ReadingBox> columns_of(std::vector<ReadingBox> const& strokes, double min)
{
    double const widest = std::floor(kMaxPictureEdge / min);
    std::vector<ReadingBox> columns;
    ReadingBox rest{-kEverywhere, -kEverywhere, kEverywhere, kEverywhere};
    auto crop = cropped(strokes, rest);
    while (crop.width() > widest) {
        double const cut = best_cut(strokes, rest, crop.left + widest / 2, crop.left + widest, cut_step(min),
                                    [](ReadingBox const& box) { return std::pair(box.left, box.right); });
        columns.push_back({rest.left, rest.top, cut, rest.bottom});
        rest.left = cut;
        crop = cropped(strokes, rest);
    }
    columns.push_back(rest);
    return columns;
}

void cut_column(std::vector<ReadingBox> const& strokes, ReadingBox rest, double min,
                std::vector<ReadingBox>& pictures)
{
    auto crop = cropped(strokes, rest);
    while (crop.height() > 0 && !is_readable_at(crop.width(), crop.height(), min)) {
        if (pictures.size() > kMaxParts)
            return;
        double const max = tallest(crop.width(), min);
        double const cut = best_cut(strokes, rest, crop.top + max / 2, crop.top + max, cut_step(min),
                                    [](ReadingBox const& box) { return std::pair(box.top, box.bottom); });
        auto above = rest;
        above.bottom = cut;
        if (auto const picture = cropped(strokes, above); picture.height() > 0)
            pictures.push_back(picture);
        rest.top = cut;
        crop = cropped(strokes, rest);
    }
    if (crop.height() > 0 && crop.width() > 0)
        pictures.push_back(crop);
}

/// If there would be more than kMaxParts, returns more than kMaxParts but not all of them.
std::vector<ReadingBox> cut_within(std::vector<ReadingBox> const& strokes, double min)
{
    std::vector<ReadingBox> pictures;
    for (auto const& column : columns_of(strokes, min))
        cut_column(strokes, column, min, pictures);
    return pictures;
}

/// The largest scale at which all pictures together are within kMaxPageTokens.
double largest_scale(std::vector<ReadingBox> const& boxes)
{
    auto const tokens = [&](double max) {
        std::int64_t all = 0;
        for (auto const& box : boxes)
            all += tokens_at(box.width(), box.height(), reading_scale(box.width(), box.height(), max));
        return all;
    };
    double scale = 0;
    for (auto const& box : boxes)
        scale = std::max(scale, reading_scale(box.width(), box.height(), 1));
    while (tokens(scale) > kMaxPageTokens)
        scale *= kStep;
    return scale;
}

}  // namespace

int reading_pixels(double length, double scale)
{
    return std::max(1, static_cast<int>(std::ceil(length * scale - 0.001)));
}

double reading_scale(double width, double height, double max)
{
    double const square = kTokenEdge * kTokenEdge;
    double scale = std::min({max, kMaxPictureEdge / std::max(width, height),
                             std::sqrt(kMaxPictureTokens * square / (width * height))});
    // Tokens are counted in whole squares, so a slightly smaller scale may be needed.
    while (!is_readable_at(width, height, scale))
        scale *= kStep;
    return scale;
}

ReadingCuts cut_for_reading(std::vector<ReadingBox> const& strokes, double min)
{
    constexpr double kSmaller = 0.85;
    auto boxes = cut_within(strokes, min);
    while (boxes.size() > kMaxParts) {
        min *= kSmaller;
        boxes = cut_within(strokes, min);
    }
    auto const scale = largest_scale(boxes);
    return {std::move(boxes), scale};
}

ReadingBox box_for_reading(std::vector<ReadingBox> const& strokes)
{
    return cropped(strokes, {-kEverywhere, -kEverywhere, kEverywhere, kEverywhere});
}

}  // namespace rmirror
