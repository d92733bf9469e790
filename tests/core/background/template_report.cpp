// SPDX-License-Identifier: AGPL-3.0-or-later
#include "background/template_report.hpp"

#include "background/background.hpp"
#include "export/export.hpp"
#include "hashing.hpp"
#include "png/png.hpp"
#include "raster/raster.hpp"

#include <boost/json.hpp>

namespace rmirror {

namespace {

std::string hash_of(std::string const& text)
{
    return sha256_hex(text);
}

}  // namespace

std::vector<std::string> template_reports()
{
    std::vector<std::string> lines;
    for (auto name : template_names()) {
        Page page;
        page.version = 6;
        RenderRequest request;
        request.width_px = 280;
        request.page_template = name;
        auto const upright = sha256_hex(to_png(draw_display(PreparedPage(page), request).value()));
        auto const svg = hash_of(to_svg(PreparedPage(page), request));
        request.orientation = Orientation::landscape;
        auto const landscape = sha256_hex(to_png(draw_display(PreparedPage(page), request).value()));
        lines.push_back(boost::json::serialize(boost::json::object{
            {"template", name}, {"png", upright}, {"landscape", landscape}, {"svg", svg}}));
    }
    return lines;
}

}  // namespace rmirror
