// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes as a `.template` file, laid out and drawn on the papers of all tablets.
#include "background/template_file/lay_out_template.hpp"
#include "background/template_file/template_file.hpp"
#include "base/utf8.hpp"
#include "display/prepared_page.hpp"
#include "display/request.hpp"
#include "raster/raster.hpp"

#include <cstdlib>
#include <memory>
#include <string>

namespace {

using namespace rmirror;

void expect(bool holds)
{
    if (!holds)
        std::abort();
}

/// One short line of UTF-8, however long the file was.
void expect_sentence(Error const& error)
{
    constexpr std::size_t kLongestSentence = 200;
    auto const& message = error.message;
    Bytes const bytes(reinterpret_cast<std::uint8_t const*>(message.data()), message.size());
    expect(!message.empty() && message.size() <= kLongestSentence);
    expect(repair_utf8(bytes) == message);
    expect(message.find_first_of("\r\n") == std::string::npos);
}

/// All of it lies on the sheet, and there is not more of it than a page can bear.
void expect_on_sheet(std::vector<Figure> const& figures, double width, double height)
{
    constexpr std::size_t kMaxPoints = 300'000;
    constexpr double kNothing = 1e-3;  // page units
    std::size_t points = 0;
    for (auto const& figure : figures) {
        expect(figure.width >= 0 && figure.pitch >= 0);
        for (auto const& outline : figure.outlines) {
            points += outline.size();
            for (auto const& [x, y] : outline)
                expect(x >= -kNothing && x <= width + kNothing && y >= -kNothing && y <= height + kNothing);
        }
    }
    expect(points <= kMaxPoints);
}

void draw(std::shared_ptr<TemplateFile const> const& file)
{
    Page const page;
    PreparedPage const prepared(page);
    RenderRequest request;
    request.template_file = file;
    request.width_px = 60;
    expect(draw_display(prepared, request).ok());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto read = read_template_file({data, size});
    if (!read.ok()) {
        expect_sentence(read.error());
        return 0;
    }
    auto const file = std::make_shared<TemplateFile const>(std::move(read.value()));
    constexpr double kSides[][2] = {{1404, 1872}, {2160, 1620}, {820, 1458}};
    for (auto const& [width, height] : kSides) {
        auto const figures = lay_out_template(*file, width, height);
        if (figures.ok())
            expect_on_sheet(figures.value(), width, height);
        else
            expect_sentence(figures.error());
    }
    draw(file);
    return 0;
}
