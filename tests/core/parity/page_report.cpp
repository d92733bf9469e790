// SPDX-License-Identifier: AGPL-3.0-or-later
#include "parity/page_report.hpp"

#include "display/open_page.hpp"

#include "export/export.hpp"
#include "export/facts.hpp"
#include "export/pdf_content.hpp"
#include "fingerprint/fingerprint.hpp"
#include "format/formats.hpp"
#include "hashing.hpp"
#include "png/png.hpp"
#include "raster/raster.hpp"
#include "reading/ocr.hpp"

#include <boost/json.hpp>

namespace rmirror {

namespace {

namespace json = boost::json;

constexpr int kDisplayWidth = 702;  // pixels: half the size of most pages, as the dashboard draws them first

std::string hash_of(std::string const& text)
{
    return sha256_hex(text);
}

template <typename Picture>
std::string hash_of_png(Result<Picture> picture)
{
    return picture.ok() ? sha256_hex(to_png(picture.value())) : std::string(to_string(picture.error().code));
}

std::string hash_of_ocr(Result<std::vector<OcrPicture>> const& pictures)
{
    if (!pictures.ok())
        return std::string(to_string(pictures.error().code));
    std::string hashes;
    for (auto const& ocr : pictures.value())
        hashes += sha256_hex(to_png(ocr.picture));
    return hash_of(hashes);
}

std::string hash_of_pdf(PreparedPage const& page, Orientation orientation)
{
    RenderRequest request;
    request.orientation = orientation;
    request.page_template = "P Grid large";
    auto const ink = to_pdf_ink(page, request);
    return hash_of(hash_of(ink.facts) + hash_of(ink.background) + hash_of(ink.content));
}

/// Any picture, with some of it see-through: the same numbers as in page-report.ts.
Pixels test_pixels(int width, int height)
{
    Pixels pixels{width, height, {}, "picture.png"};
    for (unsigned y = 0; y < unsigned(height); ++y)
        for (unsigned x = 0; x < unsigned(width); ++x) {
            unsigned const alpha = (x * 7 + y * 3) % 256;
            for (unsigned value : {x * 13 + y, x ^ y, x * y, 255U})
                pixels.rgba.push_back(static_cast<std::uint8_t>(value % 256 * alpha / 255));
        }
    return pixels;
}

/// The page with a source below its ink and pictures in its images, as a whole and in part.
std::string hash_with_pictures(Page const& without)
{
    OpenPage page(without);
    if (!page.give_source({-690.5, 10, 1400, 1900}, {}).ok() ||
        !page.give_source({-690.5, 10, 700.25, 950}, test_pixels(341, 460)).ok())
        return "refused";
    for (auto const& layer : without.layers)
        for (auto const& image : layer.images)
            if (!page.give_image(image.uuid, test_pixels(97, 61)).ok())
                return "refused";
    RenderRequest small;
    small.width_px = 351;
    RenderRequest part;
    part.width_px = 1500;
    part.rect = Rect{-700, 0, 300, 300};
    auto const& prepared = page.prepared();
    return hash_of(hash_of_png(draw_display(prepared, small)) + hash_of_png(draw_display(prepared, part)) +
                   to_svg(prepared, {}));
}

json::object report(Page const& page)
{
    PreparedPage const prepared(page);
    RenderRequest display;
    display.width_px = kDisplayWidth;
    RenderRequest ocr;
    ocr.purpose = Purpose::ocr;
    RenderRequest landscape;
    landscape.width_px = kDisplayWidth;
    landscape.orientation = Orientation::landscape;
    return {{"ink_hash", ink_hash(page)},
            {"facts", hash_of(page_facts(prepared))},
            {"strokes", hash_of(stroke_facts(page))},
            {"png", hash_of_png(draw_display(prepared, display))},
            {"landscape", hash_of_png(draw_display(prepared, landscape))},
            {"ocr", hash_of_ocr(draw_ocr(prepared, ocr))},
            {"ocr_whole", hash_of_png(draw_ocr_whole(prepared, ocr))},
            {"svg", hash_of(to_svg(prepared, {}))},
            {"pdf", hash_of_pdf(prepared, Orientation::portrait)},
            {"pdf_landscape", hash_of_pdf(prepared, Orientation::landscape)},
            {"markdown", hash_of(to_markdown(page))},
            {"plain", hash_of(to_plain_text(page))},
            {"pictures", hash_with_pictures(page)}};
}

}  // namespace

std::vector<std::string> page_reports(std::string const& name, Bytes file)
{
    auto const pages = parse_pages(file);
    if (!pages.ok())
        return {json::serialize(json::object{{"file", name}, {"error", to_string(pages.error().code)}})};
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < pages.value().size(); ++i) {
        json::object line{{"file", name}, {"page", i + 1}};
        for (auto& [key, value] : report(pages.value()[i]))
            line[key] = value;
        lines.push_back(json::serialize(line));
    }
    return lines;
}

}  // namespace rmirror
