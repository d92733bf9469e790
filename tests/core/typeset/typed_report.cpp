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
    auto const packages = checkout / "node_modules/@expo-google-fonts";
    struct {
        FontStyle style;
        char const* file;
    } const fonts[] = {
        {FontStyle::regular, "ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf"},
        {FontStyle::bold, "ibm-plex-sans/700Bold/IBMPlexSans_700Bold.ttf"},
        {FontStyle::italic, "ibm-plex-sans/400Regular_Italic/IBMPlexSans_400Regular_Italic.ttf"},
        {FontStyle::bold_italic, "ibm-plex-sans/700Bold_Italic/IBMPlexSans_700Bold_Italic.ttf"},
        {FontStyle::medium, "ibm-plex-sans/500Medium/IBMPlexSans_500Medium.ttf"},
        {FontStyle::serif, "playfair-display/400Regular/PlayfairDisplay_400Regular.ttf"},
        {FontStyle::serif_bold, "playfair-display/700Bold/PlayfairDisplay_700Bold.ttf"},
    };
    bool all = true;
    for (auto const& [style, file] : fonts)
        all = set_font(style, bytes_of(packages / file)).ok() && all;
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
