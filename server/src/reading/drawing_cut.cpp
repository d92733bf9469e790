// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/drawing_cut.hpp"

#include <png.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace rmirror::reading {

namespace {

// The same as in shared/src/workshop/worker/drawings.ts.
constexpr std::uint8_t kDarkest = 160;  // Of what is paper or highlighting.
constexpr std::size_t kFewestInk = 40;  // Pixels.
constexpr std::size_t kMargin = 8;      // Pixels around the box.
constexpr double kAroundLine = 0.2;     // Of its height: a model's lines are a little off.
constexpr double kShareOnLines = 0.9;   // Of the ink, from which on it may be words alone.
constexpr double kTallestWord = 2;      // Heights of a line.
constexpr std::size_t kMaxPixels = 64'000'000;

struct GreyImage {
    std::size_t width = 0;
    std::size_t height = 0;
    std::vector<std::uint8_t> pixels;

    bool is_ink(std::size_t x, std::size_t y) const { return pixels[y * width + x] < kDarkest; }
};

std::optional<GreyImage> read_grey(std::string const& png)
{
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (::png_image_begin_read_from_memory(&image, png.data(), png.size()) == 0)
        return std::nullopt;
    image.format = PNG_FORMAT_GRAY;
    GreyImage grey{image.width, image.height, {}};
    if (grey.width * grey.height > kMaxPixels) {
        ::png_image_free(&image);
        return std::nullopt;
    }
    grey.pixels.resize(grey.width * grey.height);
    png_color const paper{255, 255, 255};
    if (::png_image_finish_read(&image, &paper, grey.pixels.data(), 0, nullptr) == 0)
        return std::nullopt;
    return grey;
}

std::optional<std::string> write_grey(GreyImage const& grey)
{
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.format = PNG_FORMAT_GRAY;
    image.width = static_cast<png_uint_32>(grey.width);
    image.height = static_cast<png_uint_32>(grey.height);
    std::string png(PNG_IMAGE_PNG_SIZE_MAX(image), '\0');
    png_alloc_size_t size = png.size();
    if (::png_image_write_to_memory(&image, png.data(), &size, 0, grey.pixels.data(), 0, nullptr) == 0)
        return std::nullopt;
    png.resize(size);
    return png;
}

/// The pixels from `low` to `high`, with the margin.
std::pair<std::size_t, std::size_t> span_of(double low, double high, std::size_t size)
{
    auto const pixels = static_cast<double>(size);
    auto const begin = static_cast<std::size_t>(std::floor(low * pixels));
    auto const end = static_cast<std::size_t>(std::ceil(high * pixels));
    return {begin - std::min(begin, kMargin), std::min(end + kMargin, size)};
}

/// The rows of `cut`, which begins at the row `top` of the picture, that lines of text are on.
std::vector<bool> rows_of_lines(GreyImage const& cut, std::size_t top, std::size_t picture_rows,
                                ocr::Picture const& picture, std::vector<ocr::Line> const& lines)
{
    std::vector<bool> rows(cut.height);
    auto const scale = static_cast<double>(picture_rows) / picture.height;
    for (auto const& line : lines) {
        auto const around = kAroundLine * (line.bottom - line.top);
        auto const row_of = [&](double at) {
            auto const row = (at - picture.top) * scale - static_cast<double>(top);
            return static_cast<std::size_t>(std::clamp(row, 0.0, static_cast<double>(cut.height)));
        };
        std::fill(rows.begin() + static_cast<std::ptrdiff_t>(row_of(line.top - around)),
                  rows.begin() + static_cast<std::ptrdiff_t>(row_of(line.bottom + around)), true);
    }
    return rows;
}

/// In page units; 0 if there are no lines.
double usual_height(std::vector<ocr::Line> const& lines)
{
    std::vector<double> heights;
    heights.reserve(lines.size());
    for (auto const& line : lines)
        heights.push_back(line.bottom - line.top);
    if (heights.empty())
        return 0;
    auto const middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
    std::nth_element(heights.begin(), middle, heights.end());
    return *middle;
}

/// The height of the tallest piece of connected ink, in pixels.
std::size_t tallest_ink(GreyImage const& cut)
{
    std::vector<bool> seen(cut.pixels.size());
    std::vector<std::pair<std::size_t, std::size_t>> open;
    std::size_t tallest = 0;
    auto const visit = [&](std::size_t x, std::size_t y) {
        if (x >= cut.width || y >= cut.height || seen[y * cut.width + x] || !cut.is_ink(x, y))
            return;
        seen[y * cut.width + x] = true;
        open.emplace_back(x, y);
    };
    for (std::size_t y = 0; y < cut.height; ++y)
        for (std::size_t x = 0; x < cut.width; ++x) {
            visit(x, y);
            auto lowest = y;
            while (!open.empty()) {
                auto const [at_x, at_y] = open.back();
                open.pop_back();
                lowest = std::max(lowest, at_y);
                // What is left of the first or above it wraps around to what is beyond the last.
                for (std::size_t next_y = at_y - 1; next_y != at_y + 2; ++next_y)
                    for (std::size_t next_x = at_x - 1; next_x != at_x + 2; ++next_x)
                        visit(next_x, next_y);
            }
            // Rows are visited from the top, so the piece begins at this one.
            tallest = std::max(tallest, lowest - y + 1);
        }
    return tallest;
}

}  // namespace

std::optional<std::string> cut_drawing(ocr::Picture const& picture, ocr::Drawing const& drawing,
                                       std::vector<ocr::Line> const& lines)
{
    auto const whole = read_grey(picture.png);
    if (!whole)
        return std::nullopt;
    auto const [left, right] = span_of(drawing.left, drawing.right, whole->width);
    auto const [top, bottom] = span_of(drawing.top, drawing.bottom, whole->height);
    GreyImage cut{right - left, bottom - top, {}};
    for (auto y = top; y < bottom; ++y) {
        auto const row = whole->pixels.begin() + static_cast<std::ptrdiff_t>(y * whole->width);
        cut.pixels.insert(cut.pixels.end(), row + static_cast<std::ptrdiff_t>(left),
                          row + static_cast<std::ptrdiff_t>(right));
    }
    auto const rows = rows_of_lines(cut, top, whole->height, picture, lines);
    std::size_t ink = 0;
    std::size_t on_lines = 0;
    for (std::size_t y = 0; y < cut.height; ++y)
        for (std::size_t x = 0; x < cut.width; ++x)
            if (cut.is_ink(x, y)) {
                ++ink;
                on_lines += rows[y] ? 1 : 0;
            }
    if (ink < kFewestInk)
        return std::nullopt;
    auto const line_height = usual_height(lines) * static_cast<double>(whole->height) / picture.height;
    bool const may_be_words = static_cast<double>(on_lines) >= kShareOnLines * static_cast<double>(ink);
    if (may_be_words && static_cast<double>(tallest_ink(cut)) <= kTallestWord * line_height)
        return std::nullopt;
    return write_grey(cut);
}

}  // namespace rmirror::reading
