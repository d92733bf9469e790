// SPDX-License-Identifier: AGPL-3.0-or-later
#include "goldens/golden_pictures.hpp"

#include "background/background.hpp"
#include "background/template_file/template_file.hpp"
#include "format/formats.hpp"
#include "raster/raster.hpp"

#include <boost/json.hpp>

#include <fstream>
#include <iterator>
#include <memory>

namespace rmirror {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

// Pixels. In smaller pictures the finest staves would be left out as a mere veil.
constexpr int kPortraitWidth = 256;
constexpr int kLandscapeWidth = 342;

std::vector<std::uint8_t> bytes_of(fs::path const& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

RenderRequest read_request(json::object const& fields)
{
    RenderRequest request;
    request.width_px = static_cast<int>(fields.at("width").as_int64());
    if (fields.contains("orientation"))
        request.orientation = Orientation::landscape;
    if (auto const* name = fields.if_contains("template"))
        request.page_template = name->as_string().c_str();
    return request;
}

GoldenPicture of_template(std::string_view name)
{
    GoldenPicture golden{"templates/" + std::string(name), {}, {}};
    golden.page.version = 6;
    golden.request.width_px = kPortraitWidth;
    golden.request.page_template = name;
    if (name.substr(0, 3) == "LS ") {
        golden.request.width_px = kLandscapeWidth;
        golden.request.orientation = Orientation::landscape;
    }
    return golden;
}

}  // namespace

std::vector<GoldenPicture> golden_pictures(fs::path const& checkout)
{
    std::vector<GoldenPicture> goldens;
    auto const folder = checkout / "tests/golden";
    std::ifstream list(folder / "pictures.jsonl");
    for (std::string line; std::getline(list, line);) {
        auto const fields = json::parse(line).as_object();
        std::string const name = fields.at("name").as_string().c_str();
        auto pages = parse_pages(bytes_of(folder / (name + ".rm")));
        auto request = read_request(fields.at("request").as_object());
        if (auto const file = folder / (name + ".template"); fs::exists(file))
            request.template_file =
                std::make_shared<TemplateFile const>(read_template_file(bytes_of(file)).value());
        goldens.push_back({name, std::move(pages.value().at(0)), std::move(request)});
    }
    for (auto name : template_names())
        goldens.push_back(of_template(name));
    return goldens;
}

Picture drawn(GoldenPicture const& golden)
{
    return draw_display(PreparedPage(golden.page), golden.request).value();
}

}  // namespace rmirror
