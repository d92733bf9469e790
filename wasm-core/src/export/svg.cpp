// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports SVG 1.1 with CSS blend modes; Inkscape's attributes turn the page's layers into Inkscape layers.
#include "export/export.hpp"

#include "display/bounds.hpp"
#include "display/outline.hpp"
#include "display/sheet.hpp"
#include "display/view.hpp"
#include "export/image_placement.hpp"
#include "export/markup.hpp"
#include "export/svg_background.hpp"
#include "export/svg_path.hpp"
#include "pens/pens.hpp"
#include "typeset/marks.hpp"
#include "typeset/typeset.hpp"

#include <algorithm>
#include <cmath>

namespace rmirror {
namespace {

std::string attribute(std::string_view name, double value)
{
    std::string text(1, ' ');
    text.append(name).append("=\"").append(to_svg_number(value)).append("\"");
    return text;
}

std::string rgb_of(Rgba color)
{
    return to_css(color).substr(0, 7);
}

/// Opacity in hundredths; finer steps aren't visible.
std::string opacity_of(Rgba color)
{
    int hundredths = (color.alpha * 100 + 127) / 255;
    if (hundredths >= 100)
        return "1";
    return std::string(hundredths < 10 ? ".0" : ".").append(std::to_string(hundredths));
}

std::string blend_style(Blend blend)
{
    switch (blend) {
        case Blend::darken:
            return " style=\"mix-blend-mode:darken\"";
        case Blend::multiply:
            return " style=\"mix-blend-mode:multiply\"";
        default:
            return "";
    }
}

/// Attributes of a group of strokes with the same pen and colour.
std::string ink_attributes(Stroke const& stroke)
{
    auto const& pen = pen_of(stroke.tool);
    auto color = stroke_color(stroke);
    std::string attributes = " stroke=\"" + rgb_of(color) + "\"";
    if (pen.cap == Cap::flat)
        attributes += " stroke-linecap=\"butt\" stroke-linejoin=\"bevel\"";
    return attributes + blend_style(ink_blend(stroke));
}

/// The parts of a translucent stroke are one group, as their overlaps would be visible otherwise.
std::string stroke_element(std::vector<PathPiece> const& pieces, Rgba color)
{
    std::string paths;
    for (auto const& piece : pieces)
        paths += "<path" + attribute("stroke-width", piece.width) +
                 (piece.is_cut_square ? " stroke-linecap=\"butt\"" : "") + " d=\"" + piece.data + "\"/>";
    if (color.alpha == 255)
        return paths + "\n";
    return "<g opacity=\"" + opacity_of(color) + "\">" + paths + "</g>\n";
}

class SvgWriter {
public:
    SvgWriter(PreparedPage const& prepared, RenderRequest const& request, View const& view)
        : prepared_(prepared), page_(prepared.page()), request_(request), view_(view)
    {}

    std::string write()
    {
        open();
        if (shows_source(page_, request_))
            add_image(page_.source->image);
        out_ += svg_background(page_, request_, view_.area);
        add_text();
        for (std::size_t i = 0; i < page_.layers.size(); ++i)
            if (page_.layers[i].visible)
                add_layer(prepared_.layers()[i], i + 1);
        out_ += view_.turned ? "</g>\n</svg>\n" : "</svg>\n";
        return std::move(out_);
    }

private:
    void open()
    {
        auto const& area = view_.area;
        double width = view_.turned ? area.height : area.width;
        double height = view_.turned ? area.width : area.height;
        double left = view_.turned ? 0 : area.x;
        double top = view_.turned ? 0 : area.y;
        out_ =
            "<svg xmlns=\"http://www.w3.org/2000/svg\""
            " xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\"";
        out_ +=
            " width=\"" + std::to_string(view_.width) + "\" height=\"" + std::to_string(view_.height) + "\"";
        out_ += " viewBox=\"" + to_svg_number(left) + " " + to_svg_number(top) + " " + to_svg_number(width) +
                " " + to_svg_number(height) +
                "\" fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\n";
        out_ += "<rect fill=\"#fff\"" + attribute("x", left) + attribute("y", top) +
                attribute("width", width) + attribute("height", height) + "/>\n";
        if (view_.turned)  // the same rotation as in to_pixels()
            out_ += "<g transform=\"matrix(0 1 -1 0 " + to_svg_number(area.y + area.height) + " " +
                    to_svg_number(-area.x) + ")\">\n";
    }

    void add_text()
    {
        if (!page_.text)
            return;
        out_ += "<g fill=\"#000\" font-family=\"'IBM Plex Sans',sans-serif\" style=\"white-space:pre\">\n";
        for (auto const& line : prepared_.lines()) {
            add_marks(line);
            if (line.mark == ListMark::number)
                add_text_line(line, attribute("x", line.marker_x), to_xml(line.marker));
            std::string spans;
            for (auto const& run : line.runs)
                spans += text_span(run);
            if (!spans.empty())
                add_text_line(line, attribute("x", line.x) + length_of(line) + face_of(line), spans);
        }
        out_ += "</g>\n";
    }

    void add_marks(TextLine const& line)
    {
        std::string path;
        for (auto const& shape : marks_of(line)) {
            for (std::size_t i = 0; i < shape.size(); ++i)
                path += (i == 0 ? "M" : "L") + to_svg_number(shape[i].x) + " " + to_svg_number(shape[i].y);
            path += "Z";
        }
        if (!path.empty())
            out_ += "<path d=\"" + path + "\"/>\n";
    }

    void add_text_line(TextLine const& line, std::string const& place, std::string const& content)
    {
        // Spaces must be preserved, because ink is anchored between them. Older programs only support the
        // attribute.
        out_ += "<text xml:space=\"preserve\"" + place + attribute("y", line.baseline) +
                attribute("font-size", line.size) + ">" + content + "</text>\n";
    }

    /// Font attributes of the line that plain text doesn't have.
    static std::string face_of(TextLine const& line)
    {
        switch (font_style(line.kind, false, false)) {
            case FontStyle::serif:
                return " font-family=\"'Playfair Display',serif\"";
            case FontStyle::medium:
                return " font-weight=\"500\"";
            default:
                return "";
        }
    }

    /// Fixes the length of the text, so that anchored ink stays with its words if the font isn't available.
    static std::string length_of(TextLine const& line)
    {
        double const width = width_of(line);
        return width > 0 ? attribute("textLength", width) + " lengthAdjust=\"spacingAndGlyphs\"" : "";
    }

    static std::string text_span(TextRun const& run)
    {
        auto text = to_xml(run.text);
        if (text.empty() || (!run.bold && !run.italic))
            return text;
        return std::string("<tspan") + (run.bold ? " font-weight=\"bold\"" : "") +
               (run.italic ? " font-style=\"italic\"" : "") + ">" + text + "</tspan>";
    }

    void add_layer(PreparedLayer const& prepared, std::size_t number)
    {
        auto const& layer = *prepared.layer;
        out_ += "<g id=\"layer" + std::to_string(number) +
                "\" inkscape:groupmode=\"layer\" inkscape:label=\"" + to_xml(layer.name) + "\">\n";
        for (auto const& highlight : layer.highlights)
            add_highlight(highlight);
        prepared.walk([this](Image const& image) { add_image(image); },
                      [this](std::span<PreparedStroke const> strokes) { add_strokes(strokes); });
        out_ += "</g>\n";
    }

    static std::string path_around(ImagePlacement const& place)
    {
        std::string path = "<path d=\"";
        for (std::size_t i = 0; i < place.corners.size(); ++i)
            path += (i % 3 == 0 ? "M" : "L") + to_svg_number(place.corners[i].x) + " " +
                    to_svg_number(place.corners[i].y) + (i % 3 == 2 ? "Z" : "");
        return path + "\"/>";
    }

    /// Draws the picture if it is known, otherwise the edges of its triangles.
    void add_image(Image const& image)
    {
        auto const places = places_of(image);
        auto href = to_xml(page_.pixels[image.pixels].href);
        std::string element = "image width=\"1\" height=\"1\" preserveAspectRatio=\"none\"";
        if (places.size() > 1 && !href.empty()) {  // the href may be long, so it is written only once
            auto const id = "picture" + std::to_string(++pictures_);
            out_ += "<defs><" + element + " id=\"" + id + "\" href=\"" + href + "\"/></defs>\n";
            element = "use";
            href = "#" + id;
        }
        for (auto const& place : places)
            add_part(place, element, href);
    }

    void add_part(ImagePlacement const& place, std::string const& element, std::string const& href)
    {
        auto const path = path_around(place);
        if (href.empty()) {
            out_ += "<g stroke=\"#a0a0a0\" stroke-width=\"3\">" + path + "</g>\n";
            return;
        }
        std::string clip;
        if (!place.is_whole()) {
            auto const id = "part" + std::to_string(++clips_);
            out_ += "<clipPath id=\"" + id + "\">" + path + "</clipPath>\n";
            clip = " clip-path=\"url(#" + id + ")\"";
        }
        std::string matrix;
        for (double number : {place.a, place.b, place.c, place.d, place.e, place.f})
            matrix += to_svg_number(number) + " ";
        out_ += "<g" + clip + "><" + element + " transform=\"matrix(" + matrix + ")\" href=\"" + href +
                "\"/></g>\n";
    }

    void add_highlight(Highlight const& highlight)
    {
        auto color = highlight_color(highlight.color);
        out_ += "<g fill=\"" + rgb_of(color) + "\" opacity=\"" + opacity_of(color) + "\"" +
                blend_style(highlight_blend(highlight.color)) + ">";
        for (auto const& rect : highlight.rects) {
            if (!std::isfinite(rect.x + rect.width) || !std::isfinite(rect.y + rect.height))
                continue;
            out_ += "<rect" + attribute("x", std::min(rect.x, rect.x + rect.width)) +
                    attribute("y", std::min(rect.y, rect.y + rect.height)) +
                    attribute("width", std::fabs(rect.width)) + attribute("height", std::fabs(rect.height)) +
                    "/>";
        }
        out_ += "</g>\n";
    }

    void add_strokes(std::span<PreparedStroke const> strokes)
    {
        std::string open_attributes;
        for (auto const& prepared : strokes) {
            auto const& stroke = *prepared.stroke;
            auto const pieces = path_pieces(prepared_.outline(prepared, room_));
            auto attributes = ink_attributes(stroke);
            // Blended strokes each need their own group, since they wouldn't blend within one.
            if (attributes != open_attributes || ink_blend(stroke) != Blend::normal) {
                out_ += (open_attributes.empty() ? "<g" : "</g>\n<g") + attributes + ">\n";
                open_attributes = attributes;
            }
            out_ += stroke_element(pieces, stroke_color(stroke));
        }
        if (!open_attributes.empty())
            out_ += "</g>\n";
    }

    PreparedPage const& prepared_;
    Page const& page_;
    RenderRequest const& request_;
    View const& view_;
    std::vector<InkPoint> room_;
    std::string out_;
    int clips_ = 0;
    int pictures_ = 0;
};

/// Extends the view to typed text below the paper. Unlike a picture, the document has the text without a font
/// too.
void grow_by_text(View& view, std::vector<TextLine> const& lines)
{
    if (lines.empty())
        return;
    double bottom = std::ceil(lines.back().baseline + lines.back().size / 2);
    double missing = bottom - (view.area.y + view.area.height);
    if (missing <= 0)
        return;
    view.area.height += missing;
    auto& side = view.turned ? view.width : view.height;
    side += static_cast<int>(std::ceil(missing * view.scale));
}

}  // namespace

std::string to_svg(PreparedPage const& page, RenderRequest const& request)
{
    RenderRequest sane = request;
    if (sane.width_px && *sane.width_px < 1)
        sane.width_px.reset();  // the size is only a suggestion to the viewer
    sane.rect.reset();
    auto view = view_of(page.page(), visible_area(page, sane.orientation), sane);
    if (!view.ok())
        return "";
    grow_by_text(view.value(), page.lines());
    return SvgWriter(page, sane, view.value()).write();
}

}  // namespace rmirror
