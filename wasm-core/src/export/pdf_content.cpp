// SPDX-License-Identifier: AGPL-3.0-or-later
#include "export/pdf_content.hpp"

#include "display/bounds.hpp"
#include "display/outline.hpp"
#include "export/facts.hpp"
#include "export/image_placement.hpp"
#include "export/pdf_background.hpp"
#include "export/pdf_outline.hpp"
#include "pens/pens.hpp"
#include "typeset/marks.hpp"
#include "typeset/typeset.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

namespace rmirror {
namespace {

namespace json = boost::json;

/// 0 to 1 in thousandths.
std::string color_part(std::uint8_t value)
{
    if (value == 255)
        return "1 ";
    int const thousandths = (value * 1000 + 127) / 255;
    auto part = std::to_string(1000 + thousandths) + ' ';
    part[0] = '.';
    return part;
}

std::string_view blend_name(Blend blend)
{
    switch (blend) {
        case Blend::darken:
            return "Darken";
        case Blend::multiply:
            return "Multiply";
        default:
            return "Normal";
    }
}

/// "N64": Normal with alpha 64 of 255; "D255": Darken, opaque.
std::string state_name(Blend blend, std::uint8_t alpha)
{
    return std::string(1, blend_name(blend)[0]).append(std::to_string(alpha));
}

class ContentWriter {
public:
    explicit ContentWriter(PreparedPage const& page) : page_(page) {}

    std::string write()
    {
        add_marks();
        for (std::size_t i = 0; i < page_.layers().size(); ++i) {
            auto const& prepared = page_.layers()[i];
            if (prepared.layer->strokes.empty() && prepared.layer->images.empty())
                continue;
            out_ += "/OC /L" + std::to_string(i) + " BDC\n";
            prepared.walk([this](Image const& image) { add_image(image); },
                          [this](std::span<PreparedStroke const> strokes) { add_strokes(strokes); });
            out_ += "EMC\n";
        }
        return std::move(out_);
    }

    [[nodiscard]] json::array states() const
    {
        json::array states;
        for (auto const& [blend, alpha] : states_)
            states.push_back(
                {{"name", state_name(blend, alpha)}, {"blend", blend_name(blend)}, {"alpha", alpha / 255.0}});
        return states;
    }

private:
    /// List marks are drawn below all ink, like the text they belong to.
    void add_marks()
    {
        for (auto const& line : page_.lines())
            for (auto const& shape : marks_of(line)) {
                if (out_.empty())
                    out_ += "0 g\n";
                for (std::size_t i = 0; i < shape.size(); ++i) {
                    append_numbers({shape[i].x, shape[i].y});
                    out_ += i == 0 ? "m " : "l ";
                }
                out_ += "h\n";
            }
        if (!out_.empty())
            out_ += "f\n";
    }

    void append_numbers(std::initializer_list<double> numbers)
    {
        for (double number : numbers)
            append_tenths(out_, number);
    }

    /// Images are named in draw order, "I0", "I1", as listed in the page's facts.
    void add_image(Image const& image)
    {
        auto const name = "/I" + std::to_string(images_++);
        for (auto const& place : places_of(image))
            add_part(place, name);
    }

    void add_part(ImagePlacement const& place, std::string const& name)
    {
        // The last pen may have been translucent. Resets the state outside of q and Q, so that set_ink()
        // still knows it at the next stroke.
        set_ink({0, 0, 0, 255}, Blend::normal);
        out_ += "q ";
        for (std::size_t i = 0; !place.is_whole() && i < place.corners.size(); ++i) {
            append_numbers({place.corners[i].x, place.corners[i].y});
            out_ += i % 3 == 0 ? "m " : "l ";
        }
        if (!place.is_whole())
            out_ += "W n ";
        // The origin of a picture in PDF is its lower edge.
        append_numbers({place.a, place.b, -place.c, -place.d, place.e + place.c, place.f + place.d});
        out_ += "cm " + name + " Do Q\n";
    }

    void add_strokes(std::span<PreparedStroke const> strokes)
    {
        for (auto const& stroke : strokes) {
            auto const color = stroke_color(*stroke.stroke);
            if (color.alpha == 0)
                continue;
            set_ink(color, ink_blend(*stroke.stroke));
            append_filled_outline(out_, page_.outline(stroke, room_), stroke.pen->cap);
            out_ += "f\n";
        }
    }

    void set_ink(Rgba color, Blend blend)
    {
        if (ink_ == std::pair(color, blend))
            return;
        ink_ = std::pair(color, blend);
        auto state = state_name(blend, color.alpha);
        if (state != state_)
            out_ += "/" + state + " gs\n";
        auto fill = color_part(color.red) + color_part(color.green) + color_part(color.blue) + "rg\n";
        if (fill != fill_)
            out_ += fill;
        state_ = std::move(state);
        fill_ = std::move(fill);
        states_.insert({blend, color.alpha});
    }

    PreparedPage const& page_;
    std::vector<InkPoint> room_;
    std::string out_;
    std::optional<std::pair<Rgba, Blend>> ink_;  // currently set
    std::string state_;
    std::string fill_;
    int images_ = 0;
    std::set<std::pair<Blend, std::uint8_t>> states_;
};

json::object rect_json(Rect const& rect)
{
    return {{"x", rect.x}, {"y", rect.y}, {"width", rect.width}, {"height", rect.height}};
}

/// JSON has no non-finite numbers.
double finite_side(double side, double when_absurd)
{
    return std::isfinite(side) && side >= 1 ? std::min(side, double{kFarthest}) : when_absurd;
}

json::array pdf_layers_json(Page const& page)
{
    json::array layers;
    for (auto const& layer : page.layers)
        layers.push_back({{"name", layer.name}, {"visible", layer.visible}});
    return layers;
}

json::array runs_json(TextLine const& line)
{
    json::array runs;
    for (auto const& run : line.runs)
        if (!run.text.empty())
            runs.push_back(
                {{"text", run.text}, {"font", name_of(font_style(line.kind, run.bold, run.italic))}});
    return runs;
}

json::array lines_json(PreparedPage const& prepared)
{
    json::array lines;
    for (auto const& line : prepared.lines()) {
        auto runs = runs_json(line);
        if (runs.empty() && line.marker.empty())
            continue;
        lines.push_back({{"x", line.x},
                         {"baseline", line.baseline},
                         {"size", line.size},
                         {"marker", line.marker},
                         {"marker_x", line.marker_x},
                         {"marker_drawn", line.mark != ListMark::none && line.mark != ListMark::number},
                         {"runs", std::move(runs)}});
    }
    return lines;
}

json::object pdf_highlight_json(Highlight const& highlight, std::size_t layer)
{
    json::array rects;
    for (auto const& rect : highlight.rects) {
        if (!std::isfinite(rect.x + rect.width) || !std::isfinite(rect.y + rect.height))
            continue;
        double const left = clamp_to_plane(std::min(rect.x, rect.x + rect.width));
        double const top = clamp_to_plane(std::min(rect.y, rect.y + rect.height));
        double const right = clamp_to_plane(std::max(rect.x, rect.x + rect.width));
        double const bottom = clamp_to_plane(std::max(rect.y, rect.y + rect.height));
        rects.push_back(rect_json({left, top, right - left, bottom - top}));
    }
    return {{"layer", layer},
            {"text", highlight.text},
            {"css_color", to_css(highlight_color(highlight.color))},
            {"rects", std::move(rects)}};
}

json::array pdf_highlights_json(Page const& page)
{
    json::array highlights;
    for (std::size_t layer = 0; layer < page.layers.size(); ++layer)
        for (auto const& highlight : page.layers[layer].highlights)
            highlights.push_back(pdf_highlight_json(highlight, layer));
    return highlights;
}

}  // namespace

PdfInk to_pdf_ink(PreparedPage const& prepared, RenderRequest const& request)
{
    auto const& page = prepared.page();
    auto const area = visible_area(prepared, request.orientation);
    ContentWriter writer(prepared);
    PdfInk ink;
    ink.background = pdf_background(page, request, area);
    ink.content = writer.write();
    bool const top_left = page.frame == Frame::top_left;
    json::object facts;
    facts["version"] = page.version;
    facts["frame"] = top_left ? "top_left" : "top_center";
    facts["turned"] = top_left && request.orientation == Orientation::landscape;
    facts["source_visible"] = page.source_visible;
    facts["paper"] = {{"width", finite_side(page.paper.width, 1404)},
                      {"height", finite_side(page.paper.height, 1872)}};
    facts["area"] = rect_json(area);
    facts["ink"] = nullptr;
    if (auto const drawn = drawn_area(prepared))
        facts["ink"] = rect_json(*drawn);
    facts["lost_strokes"] = count_lost_strokes(page);
    facts["lost_parts"] = count_lost_parts(page);
    facts["layers"] = pdf_layers_json(page);
    facts["states"] = writer.states();
    facts["images"] = image_files_json(page);
    facts["lines"] = lines_json(prepared);
    facts["highlights"] = pdf_highlights_json(page);
    ink.facts = json::serialize(facts);
    return ink;
}

}  // namespace rmirror
