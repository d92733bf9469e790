// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/ocr.hpp"

#include "display/outline.hpp"
#include "display/view.hpp"
#include "pens/pens.hpp"
#include "pens/widths.hpp"
#include "raster/blend.hpp"
#include "raster/coverage/coverage.hpp"
#include "raster/flatten.hpp"
#include "reading/ocr_cuts.hpp"
#include "reading_limits.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace rmirror {
namespace {

constexpr double kFullSize = 1;  // one pixel per page unit
constexpr std::uint8_t kPaper = GreyPicture::kWhite;
constexpr double kLongestSide = 32'000;  // pixels; some decoders refuse more

/// Black for ink of any colour except white, which covers; light grey for highlighting.
std::uint8_t ocr_grey(PreparedStroke const& prepared)
{
    constexpr unsigned kNearlyWhite = 3 * 240;
    constexpr std::uint8_t kMarked = 224;
    auto const color = ink_color(*prepared.stroke);
    bool const is_white = unsigned{color.red} + color.green + color.blue >= kNearlyWhite;
    if (prepared.pen->blend != Blend::normal)
        return is_white ? kPaper : kMarked;
    return is_white ? kPaper : 0;
}

struct ReadStroke {
    PreparedStroke const* prepared;
    ReadingBox box;
    std::uint8_t grey;
};

void blend(GreyPicture& picture, CoverageMask& mask, ReadStroke const& read)
{
    constexpr auto kBlock = std::size_t{CoverageMask::kBlock};
    static_assert(GreyPicture::kTileWidth % kBlock == 0 && kBlock == BlackInk::kPixels);
    // Highlighting must keep the ink below it readable.
    auto const mode = read.prepared->pen->blend == Blend::normal ? Blend::normal : Blend::multiply;
    bool const is_black = read.grey == 0 && mode == Blend::normal;
    BlackInk const black;
    mask.drain([&](int y, int x, std::span<std::uint8_t> coverage) {
        auto* pixels = picture.run_at(y, x);
        if (is_black && coverage.size() == kBlock)
            black.blend(pixels, coverage.data());
        else
            blend_grey(pixels, coverage, read.grey, mode);
    });
}

/// A page in the orientation in which it is read, which may differ from its file's by a quarter turn.
class ReadingPage {
public:
    ReadingPage(PreparedPage const& page, Orientation orientation)
        : page_(page),
          turned_(orientation == Orientation::landscape && page.page().frame == Frame::top_left),
          max_(page.stroke_work().affordable(kFullSize))
    {
        std::size_t strokes = 0;
        for (auto const& layer : page.layers())
            strokes += layer.layer->visible ? layer.strokes.size() : 0;
        strokes_.reserve(strokes);
        // Text highlights are omitted because their text is known already, and images because they aren't
        // handwriting. Without them, a layer's highlighter strokes can be drawn below all its ink.
        for (auto const& layer : page.layers())
            for (auto const kind : {PenKind::highlighter, PenKind::ink})
                for (auto const& stroke : layer.strokes)
                    if (layer.layer->visible && stroke.pen->kind == kind)
                        add(stroke);
    }

    /// The largest scale that can be drawn in bounded time.
    [[nodiscard]] double max() const { return max_; }

    /// Whether the drawing must be checked for ink: white ink may cover everything, and what is drawn very
    /// small may leave no trace.
    [[nodiscard]] bool may_look_blank() const { return has_cover_ || max_ < kFullSize; }

    /// Boxes of the strokes that leave visible ink.
    [[nodiscard]] std::vector<ReadingBox> boxes() const
    {
        std::vector<ReadingBox> boxes;
        for (auto const& read : strokes_)
            if (read.grey != kPaper)
                boxes.push_back(read.box);
        return boxes;
    }

    [[nodiscard]] OcrPicture draw(ReadingBox const& box, double scale) const
    {
        View view;
        view.area = turned_ ? Rect{box.top, -box.right, box.height(), box.width()}
                            : Rect{box.left, box.top, box.width(), box.height()};
        view.turned = turned_;
        view.scale = scale;
        view.width = reading_pixels(box.width(), scale);
        view.height = reading_pixels(box.height(), scale);
        view.window = {0, 0, view.width, view.height};
        OcrPicture ocr{{view.width, view.height}, view.area};
        CoverageMask mask({0, 0, 0, 0});
        std::vector<InkPoint> points, room;
        for (auto const& read : strokes_) {
            if (!read.box.touches(box))
                continue;
            points.clear();
            for (auto const& point : page_.ocr_outline(*read.prepared, room))
                points.push_back(legible(point));
            flatten(points, view, Ends::merged);
            mask.move_to(window_around(points, view.window));
            if (read.prepared->pen->cap == Cap::flat && points.size() > 1)
                mask.add_flat_stroke(points);
            else
                mask.add_stroke(points);  // discs at every point, as in the first transcription pictures
            blend(ocr.picture, mask, read);
        }
        return ocr;
    }

private:
    void add(PreparedStroke const& stroke)
    {
        auto const [left, top, right, bottom, radius] = reading_extent(stroke);
        ReadingBox box{left - radius, top - radius, right + radius, bottom + radius};
        if (turned_)
            box = {-box.bottom, box.left, -box.top, box.right};
        strokes_.push_back({&stroke, box, ocr_grey(stroke)});
        has_cover_ |= strokes_.back().grey == kPaper && stroke.pen->blend == Blend::normal;
    }

    InkExtent reading_extent(PreparedStroke const& stroke)
    {
        if (same_for_ocr(*stroke.pen))
            return stroke.extent;
        return extent_of(page_.ocr_outline(stroke, room_));
    }

    /// Faint or fine ink is easier to read when it is black and at least two page units wide.
    static InkPoint legible(InkPoint point)
    {
        point.density = 1;
        point.radius = std::max(point.radius, 1.0F);
        return point;
    }

    PreparedPage const& page_;
    bool turned_;
    double max_;
    std::vector<ReadStroke> strokes_;
    std::vector<InkPoint> room_;  // for the outline of one stroke
    bool has_cover_ = false;
};

/// Adds white space: a picture of a single word is transcribed less reliably because it is small.
ReadingBox with_shortest_edge(ReadingBox box)
{
    auto const grow = [](double& low, double& high) {
        double const missing = std::max(0.0, std::ceil((kOcrShortestEdge - (high - low)) / 2));
        low -= missing;
        high += missing;
    };
    grow(box.left, box.right);
    grow(box.top, box.bottom);
    return box;
}

void draw_each(ReadingPage const& reading, std::function<void(OcrPicture const&)> const& take)
{
    auto const boxes = reading.boxes();
    if (boxes.empty())
        return;
    auto cuts = cut_for_reading(boxes, std::min(kHalfSize, reading.max()));
    if (cuts.boxes.size() == 1)
        cuts.boxes[0] = with_shortest_edge(cuts.boxes[0]);
    for (auto const& box : cuts.boxes) {
        auto const scale =
            reading_scale(box.width(), box.height(), std::min(reading.max(), cuts.largest_scale));
        auto const ocr = reading.draw(box, scale);
        if (!ocr.picture.is_white())
            take(ocr);
    }
}

}  // namespace

void draw_ocr_each(PreparedPage const& page, RenderRequest const& request,
                   std::function<void(OcrPicture const&)> const& take)
{
    draw_each(ReadingPage(page, request.orientation), take);
}

bool has_handwriting(PreparedPage const& page)
{
    ReadingPage const reading(page, Orientation::portrait);
    if (!reading.may_look_blank())
        return !reading.boxes().empty();
    bool has_any = false;
    draw_each(reading, [&](OcrPicture const&) { has_any = true; });
    return has_any;
}

Result<std::vector<OcrPicture>> draw_ocr(PreparedPage const& page, RenderRequest const& request)
{
    std::vector<OcrPicture> pictures;
    draw_ocr_each(page, request, [&](OcrPicture const& ocr) { pictures.push_back(ocr); });
    return pictures;
}

Result<GreyPicture> draw_ocr_whole(PreparedPage const& page, RenderRequest const& request)
{
    if (request.width_px && *request.width_px < 1)
        return Error{ErrorCode::bad_request, "a picture needs a width of at least one pixel"};
    ReadingPage const reading(page, request.orientation);
    auto const boxes = reading.boxes();
    if (boxes.empty())
        return GreyPicture(kTokenEdge, kTokenEdge);
    auto const box = with_shortest_edge(box_for_reading(boxes));
    double scale = reading_scale(box.width(), box.height(), reading.max());
    if (request.width_px) {
        double const by_pixels = std::sqrt(double{kMaxPixels} / 2 / (box.width() * box.height()));
        scale = std::min({*request.width_px / box.width(), by_pixels, kLongestSide / box.height()});
    }
    return reading.draw(box, scale).picture;
}

}  // namespace rmirror
