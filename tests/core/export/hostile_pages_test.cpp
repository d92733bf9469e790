// SPDX-License-Identifier: AGPL-3.0-or-later
// Strokes that no tablet writes, through every output, with the sanitizers watching.
#include "export/export.hpp"
#include "export/facts.hpp"
#include "export/pdf_content.hpp"
#include "raster/scenes.hpp"
#include "reading/ocr.hpp"

#include <boost/json.hpp>

#include <cmath>
#include <limits>

namespace rmirror::test {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kLargest = std::numeric_limits<float>::max();

/// Everything that is made of a page, as something to compare.
struct Outputs {
    explicit Outputs(Page const& page) : Outputs(PreparedPage(page)) {}

    explicit Outputs(PreparedPage const& page)
        : display(drawn(page, {.width_px = 300}).rgba),
          tile(drawn(page, {.width_px = 600, .rect = Rect{20, 10, 100, 50}}).rgba),
          svg(to_svg(page, {})),
          pdf(to_pdf_ink(page, {})),
          pdf_facts(boost::json::parse(pdf.facts).as_object())
    {
        // What is not drawn is counted there and compared apart.
        pdf_facts.erase("lost_strokes");
        draw_ocr_each(page, {}, [this](OcrPicture const& ocr) {
            auto const greys = greys_of(ocr.picture);
            read.insert(read.end(), greys.begin(), greys.end());
        });
    }

    std::vector<std::uint8_t> display, tile, read;
    std::string svg;
    PdfInk pdf;
    boost::json::object pdf_facts;
};

void expect_same(Outputs const& one, Outputs const& other)
{
    EXPECT_EQ(one.display, other.display);
    EXPECT_EQ(one.tile, other.tile);
    EXPECT_EQ(one.read, other.read);
    EXPECT_EQ(one.svg, other.svg);
    EXPECT_EQ(one.pdf.content, other.pdf.content);
    EXPECT_EQ(one.pdf_facts, other.pdf_facts);
}

/// Two lines as a person writes them, with others between.
Page among(std::vector<Stroke> const& hostile)
{
    std::vector<Stroke> strokes{stroke(kFineliner, {point(30, 20), point(170, 30)})};
    strokes.insert(strokes.end(), hostile.begin(), hostile.end());
    strokes.push_back(stroke(kFineliner, {point(30, 80), point(170, 70)}));
    return small_page(strokes);
}

TEST(HostilePages, look_as_if_strokes_without_a_place_were_not_there)
{
    Outputs const ordinary(among({}));
    expect_same(ordinary, Outputs(among({stroke(kFineliner, {})})));
    expect_same(ordinary,
                Outputs(among({stroke(kFineliner, {point(kNan, kNan), point(3, kNan), point(kNan, 3)})})));
    expect_same(ordinary, Outputs(among({stroke(kFineliner, {point(kInfinity, 3), point(3, -kInfinity)})})));
}

TEST(HostilePages, say_how_many_strokes_have_no_place)
{
    EXPECT_EQ(count_lost_strokes(among({})), 0U);
    auto page = among({stroke(kFineliner, {}), stroke(kFineliner, {point(kNan, kNan), point(3, kInfinity)}),
                       stroke(kFineliner, {point(kNan, 3), point(3, 3)})});
    EXPECT_EQ(count_lost_strokes(page), 1U);
    page.layers.front().visible = false;
    EXPECT_EQ(count_lost_strokes(page), 0U);
}

TEST(HostilePages, say_how_many_parts_of_the_file_are_missing)
{
    auto page = among({});
    EXPECT_EQ(count_lost_parts(page), 0U);
    page.unreadable = {{5, 40, "the file ends inside a block"},
                       {0, 0, "the order of some items contradicts itself"}};
    EXPECT_EQ(count_lost_parts(page), 1U);
    EXPECT_EQ(boost::json::parse(page_facts(PreparedPage(page))).at("lost_parts").to_number<int>(), 1);
    EXPECT_EQ(boost::json::parse(to_pdf_ink(PreparedPage(page), {}).facts).at("lost_parts").to_number<int>(),
              1);
}

TEST(HostilePages, lose_only_the_points_that_are_no_numbers)
{
    auto const mended = stroke(kFineliner, {point(60, 50), point(140, 55)});
    auto const broken = stroke(
        kFineliner, {point(kNan, 50), point(60, 50), point(100, kInfinity), point(140, 55), point(9, kNan)});
    expect_same(Outputs(among({mended})), Outputs(among({broken})));
}

TEST(HostilePages, draw_lines_of_no_sane_width_as_wide_as_their_pen)
{
    auto of = [](float width) {
        return Outputs(among({stroke(15, {point(60, 50, width), point(140, 55, width)})}));
    };
    Outputs const unsaid = of(0);
    for (float width : {-1.0F, -kLargest, kNan, kInfinity, -kInfinity})
        expect_same(unsaid, of(width));
    EXPECT_NE(unsaid.display, Outputs(among({})).display);
}

TEST(HostilePages, show_a_stroke_of_one_point_in_every_output)
{
    Outputs const ordinary(among({}));
    Outputs const dotted(among({stroke(kFineliner, {point(100, 50)})}));
    EXPECT_NE(dotted.display, ordinary.display);
    EXPECT_NE(dotted.tile, ordinary.tile);
    EXPECT_NE(dotted.read, ordinary.read);
    EXPECT_NE(dotted.svg, ordinary.svg);
    EXPECT_NE(dotted.pdf.content, ordinary.pdf.content);
}

TEST(HostilePages, write_no_number_that_a_reader_would_stumble_over)
{
    for (float absurd : {kNan, kInfinity, -kInfinity, kLargest, -kLargest, 1e-38F})
        for (std::uint32_t tool = 0; tool < 25; ++tool) {
            auto hostile =
                stroke(tool, {point(absurd, 50, absurd), point(50, absurd), point(40, 40, absurd)});
            hostile.thickness = absurd;
            for (auto& at : hostile.points)
                at.pressure = at.speed = at.direction = absurd;
            auto const page = among({hostile});
            auto const pdf = to_pdf_ink(PreparedPage(page), {});
            for (auto const& text : {to_svg(PreparedPage(page), {}), pdf.content, pdf.facts}) {
                EXPECT_EQ(text.find("nan"), std::string::npos) << absurd << ' ' << tool;
                EXPECT_EQ(text.find("inf"), std::string::npos) << absurd << ' ' << tool;
            }
            EXPECT_EQ(pdf.content.find("e+"), std::string::npos) << "PDF knows no exponents";
        }
}

TEST(HostilePages, survive_absurd_paper_anchors_and_highlights_in_every_output)
{
    for (double absurd : {double{kNan}, double{kInfinity}, -1e300, 1e300, 0.0}) {
        auto page = among({});
        page.paper = {absurd, absurd};
        page.text = TextBlock{.x = absurd, .y = absurd, .width = 100, .paragraphs = {Paragraph{}}};
        page.text->paragraphs[0].runs.push_back({"text", false, false});
        page.anchors.push_back({.kind = AnchorKind::text_start, .origin_x = static_cast<float>(absurd)});
        page.layers[0].strokes[0].anchor = 1;
        page.layers[0].highlights.emplace_back();
        page.layers[0].highlights[0].rects = {{absurd, 1, 1, absurd}, {1, -absurd, absurd, 1}};
        Outputs const outputs(page);
        EXPECT_FALSE(outputs.display.empty());
        EXPECT_EQ(outputs.svg.find("nan"), std::string::npos) << absurd;
        EXPECT_EQ(outputs.svg.find("inf\""), std::string::npos) << absurd;
        EXPECT_EQ(outputs.pdf.facts.find("null,"), outputs.pdf.facts.npos) << absurd;
        EXPECT_EQ(outputs.pdf.facts.find("1e99999"), outputs.pdf.facts.npos) << "as JSON writes infinity";
    }
}

}  // namespace
}  // namespace rmirror::test
