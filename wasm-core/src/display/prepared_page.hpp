// SPDX-License-Identifier: AGPL-3.0-or-later
// What is worked out once of a page for everything that is drawn of it: lines of type, the places of strokes
// that hang on them, outlines with their boxes, and the order in which they are drawn.
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
    // Where its outline lies among those that are kept.
    std::uint32_t first_point = kNotKept;
    std::uint32_t points = 0;

    static constexpr std::uint32_t kNotKept = std::numeric_limits<std::uint32_t>::max();
};

struct PreparedLayer {
    Layer const* layer;
    std::vector<PreparedStroke> strokes;    // in drawing order, see display/order.hpp
    std::vector<std::size_t> below_images;  // for each image of the layer, how many of `strokes` lie below it

    /// `on_image(image)` for each, and `on_strokes(strokes)` for those below the first, between two and
    /// above.
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
    /// Points of outlines that are kept, 64 MB of them: far more than any page we know has. Outlines of
    /// strokes beyond that are made anew for each drawing, so that a hostile page does not need much more
    /// memory than its scene.
    static constexpr std::size_t kMostKeptPoints = std::size_t{4} << 20U;

    /// `page` must outlive it and keep its layers, anchors and text as they are; its pictures and its source
    /// may change. Fonts that are set later are not seen: see OpenPage.
    explicit PreparedPage(Page const& page, std::size_t most_kept_points = kMostKeptPoints);

    [[nodiscard]] Page const& page() const { return page_; }

    /// All of them, hidden ones too, bottom first.
    [[nodiscard]] std::vector<PreparedLayer> const& layers() const { return layers_; }

    /// The lines of the typed text.
    [[nodiscard]] std::vector<TextLine> const& lines() const { return lines_; }

    /// The outline of one of its strokes, which is not empty. `room` is where it is put if it is not kept:
    /// the span is good until the next call with the same room.
    [[nodiscard]] std::span<InkPoint const> outline(PreparedStroke const& prepared,
                                                    std::vector<InkPoint>& room) const;

    /// The same as pictures for reading have it.
    [[nodiscard]] std::span<InkPoint const> reading_outline(PreparedStroke const& prepared,
                                                            std::vector<InkPoint>& room) const;

    /// Around visible images and the points of visible strokes, however wide these are.
    [[nodiscard]] Extent const& point_extent() const { return points_; }

    /// Around visible strokes and images.
    [[nodiscard]] Extent const& drawn_extent() const { return drawn_; }

    /// Around what is visible beside strokes: images, highlights, and typed text where there is a font for
    /// it.
    [[nodiscard]] Extent const& unwritten_extent() const { return unwritten_; }

    /// Around all that is visible: strokes, images, highlights, and typed text where there is a font for it.
    [[nodiscard]] Extent const& visible_extent() const { return visible_; }

    /// What it takes to draw the visible strokes, and the visible images.
    [[nodiscard]] Work const& stroke_work() const { return stroke_work_; }
    [[nodiscard]] Work const& image_work() const { return image_work_; }

private:
    void add(Layer const& layer);
    void add(Stroke const& stroke, PreparedLayer& layer);

    Page const& page_;
    std::size_t most_kept_points_;
    std::vector<TextLine> lines_;
    std::vector<Offset> offsets_;
    std::vector<PreparedLayer> layers_;
    std::vector<InkPoint> outlines_;  // one after another
    std::vector<InkPoint> room_;      // for the outline of a stroke that is not kept
    Extent points_, drawn_, unwritten_, visible_;
    Work stroke_work_, image_work_;
};

}  // namespace rmirror
