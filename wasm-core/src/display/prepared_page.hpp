// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything about a page that is computed once for all drawings of it: lines of type, positions of anchored
// strokes, outlines with their bounding boxes, and the drawing order.
#pragma once

#include "display/extent.hpp"
#include "display/outline.hpp"
#include "display/work.hpp"
#include "pens/pens.hpp"
#include "scene/scene.hpp"
#include "typeset/typeset.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace rmirror {

/// A stroke that leaves ink.
struct PreparedStroke {
    Stroke const* stroke;
    Pen const* pen;
    InkExtent extent;  // of its outline
    // The range of its outline within PreparedPage's stored outlines.
    std::uint32_t first_point = kNotKept;
    std::uint32_t points = 0;

    static constexpr std::uint32_t kNotKept = std::numeric_limits<std::uint32_t>::max();
};

struct PreparedLayer {
    Layer const* layer;
    std::vector<PreparedStroke> strokes;    // in drawing order, see display/order.hpp
    std::vector<std::size_t> below_images;  // for each image of the layer, the number of `strokes` below it

    /// Calls `on_strokes(strokes)` with the strokes below the first image, between two and above the last,
    /// and `on_image(image)` for each image in between.
    template <typename OnImage, typename OnStrokes>
    void walk(OnImage on_image, OnStrokes on_strokes) const
    {
        std::span<PreparedStroke const> const all(strokes);
        std::size_t from = 0;
        for (std::size_t i = 0; i < below_images.size(); ++i) {
            on_strokes(all.subspan(from, below_images[i] - from));
            on_image(layer->images[i]);
            from = below_images[i];
        }
        on_strokes(all.subspan(from));
    }
};

class PreparedPage {
public:
    /// Maximum number of stored outline points, 64 MB: far more than any known page has. Outlines of further
    /// strokes are recomputed for each drawing, so that a hostile page needs little more memory than its
    /// scene.
    static constexpr std::size_t kMaxStoredPoints = std::size_t{4} << 20U;

    /// `page` must outlive it and must not change its layers, anchors or text; its pictures and source may
    /// change. Doesn't notice fonts set later: see OpenPage.
    explicit PreparedPage(Page const& page, std::size_t max_stored_points = kMaxStoredPoints);

    [[nodiscard]] Page const& page() const { return page_; }

    /// All layers, including hidden ones, bottom first.
    [[nodiscard]] std::vector<PreparedLayer> const& layers() const { return layers_; }

    /// The laid-out lines of the typed text.
    [[nodiscard]] std::vector<TextLine> const& lines() const { return lines_; }

    /// The outline of one of this page's strokes; never empty. If it isn't stored, it is computed into
    /// `room`, and the span is valid until the next call with the same `room`.
    [[nodiscard]] std::span<InkPoint const> outline(PreparedStroke const& prepared,
                                                    std::vector<InkPoint>& room) const;

    /// The outline for transcription pictures.
    [[nodiscard]] std::span<InkPoint const> ocr_outline(PreparedStroke const& prepared,
                                                        std::vector<InkPoint>& room) const;

    /// Bounding box of visible images and of the points of visible strokes, ignoring their widths.
    [[nodiscard]] Extent const& point_extent() const { return points_; }

    /// Bounding box of visible strokes and images.
    [[nodiscard]] Extent const& drawn_extent() const { return drawn_; }

    /// Bounding box of everything visible except strokes: images, highlights, and typed text if a font is
    /// set.
    [[nodiscard]] Extent const& non_stroke_extent() const { return unwritten_; }

    /// Bounding box of everything visible: strokes, images, highlights, and typed text if a font is set.
    [[nodiscard]] Extent const& visible_extent() const { return visible_; }

    /// Estimated work of drawing the visible strokes, and the visible images.
    [[nodiscard]] Work const& stroke_work() const { return stroke_work_; }
    [[nodiscard]] Work const& image_work() const { return image_work_; }

private:
    void add(Layer const& layer);
    void add(Stroke const& stroke, PreparedLayer& layer);

    Page const& page_;
    std::size_t max_stored_points_;
    std::vector<TextLine> lines_;
    std::vector<Offset> offsets_;
    std::vector<PreparedLayer> layers_;
    std::vector<InkPoint> outlines_;  // all stored outlines, concatenated
    std::vector<InkPoint> room_;      // for the outline of a stroke that isn't stored
    Extent points_, drawn_, unwritten_, visible_;
    Work stroke_work_, image_work_;
};

}  // namespace rmirror
