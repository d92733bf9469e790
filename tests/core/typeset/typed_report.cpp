// SPDX-License-Identifier: AGPL-3.0-or-later
#include "typeset/typed_report.hpp"

#include "format/formats.hpp"
#include "hashing.hpp"
#include "png/png.hpp"
#include "raster/raster.hpp"
#include "typeset/fonts.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace rmirror {

namespace {

namespace fs = std::filesystem;

std::vector<std::uint8_t> bytes_of(fs::path const& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string hash_of_png(Page const& page, int width)
{
    RenderRequest request;
    request.width_px = width;
    return sha256_hex(to_png(draw_display(PreparedPage(page), request).value()));
}

}  // namespace

bool set_package_fonts(fs::path const& checkout)
{
    auto const package = checkout / "node_modules/@expo-google-fonts/ibm-plex-sans";
    char const* const names[] = {"400Regular", "600SemiBold", "400Regular_Italic", "600SemiBold_Italic"};
    bool all = true;
    for (std::size_t i = 0; i < std::size(names); ++i) {
        std::string const name = names[i];
        all = set_font(static_cast<FontStyle>(i), bytes_of(package / name / ("IBMPlexSans_" + name + ".ttf")))
                  .ok() &&
              all;
    }
    return all;
}

std::vector<std::string> typed_reports(fs::path const& checkout)
{
    std::vector<fs::path> files;
    for (auto const& entry : fs::directory_iterator(checkout / "tests/fixtures"))
        if (entry.path().extension() == ".rm" && entry.path().filename().string().rfind("text-", 0) == 0)
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> lines;
    for (auto const& file : files) {
        auto const pages = parse_pages(bytes_of(file));
        auto const& page = pages.value().at(0);
        lines.push_back(boost::json::serialize(boost::json::object{{"file", file.filename().string()},
                                                                   {"small", hash_of_png(page, 280)},
                                                                   {"whole", hash_of_png(page, 1404)}}));
    }
    return lines;
}

}  // namespace rmirror
