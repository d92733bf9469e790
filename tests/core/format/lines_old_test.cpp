// SPDX-License-Identifier: AGPL-3.0-or-later
#include "format/lines_old.hpp"

#include "format/formats.hpp"

#include <gtest/gtest.h>

#include <cstring>

namespace rmirror {
namespace {

constexpr std::uint32_t kPoints = 1000;

/// After its header: pages of one layer with one line each, whose first point stands at the page's number.
class Notebook {
public:
    explicit Notebook(std::uint32_t pages)
    {
        u32(pages);
        for (std::uint32_t page = 0; page < pages; ++page) {
            for (auto number : {1U, 1U, 4U, 0U, 0U, 0U, kPoints})  // layers, lines, then the line's own
                u32(number);
            f32(static_cast<float>(page));
            bytes_.resize(bytes_.size() + kPoints * 20 - 4);
        }
    }

    [[nodiscard]] ByteReader reader() const { return ByteReader(bytes_); }
    void cut(std::size_t bytes) { bytes_.resize(bytes_.size() - bytes); }

private:
    void u32(std::uint32_t value)
    {
        for (unsigned shift : {0U, 8U, 16U, 24U})
            bytes_.push_back(static_cast<std::uint8_t>(value >> shift));
    }
    void f32(float value)
    {
        std::uint32_t bits = 0;
        std::memcpy(&bits, &value, sizeof bits);
        u32(bits);
    }

    std::vector<std::uint8_t> bytes_;
};

/// Enough for the points of one page of twenty, not for those of two.
Budget for_one_page()
{
    constexpr auto kFrames = 20 * (sizeof(Page) + sizeof(Layer) + sizeof(Stroke));
    static_assert(kFrames < kPoints * sizeof(Point));
    return Budget(kPoints * sizeof(Point) + kFrames);
}

TEST(LinesOld, opening_one_of_many_pages_holds_the_points_of_that_page_alone)
{
    // Every page of a notebook is opened in turn: were all points read each time, the work would grow with
    // the square of the pages.
    for (std::size_t index : {0U, 7U, 19U}) {
        auto const page = lines_old::parse_page(Notebook(20).reader(), index, for_one_page());
        ASSERT_TRUE(page.ok()) << page.error().message;
        auto const& points = page.value().layers[0].strokes[0].points;
        ASSERT_EQ(points.size(), kPoints);
        EXPECT_EQ(points[0].x, static_cast<float>(index));
    }
}

TEST(LinesOld, a_page_opened_alone_is_the_page_of_the_whole)
{
    Notebook notebook(3);
    notebook.cut(kPoints * 20 + 4);  // all points of the last line, and its count
    auto const all = lines_old::parse(notebook.reader());
    ASSERT_TRUE(all.ok());
    ASSERT_EQ(all.value().size(), 2U);
    for (std::size_t index : {0U, 1U}) {
        auto const page = lines_old::parse_page(notebook.reader(), index, Budget(kMaxPageBytes));
        ASSERT_TRUE(page.ok());
        auto const& whole = all.value()[index];
        EXPECT_EQ(page.value().unreadable.size(), whole.unreadable.size());
        EXPECT_EQ(page.value().layers[0].strokes[0].points.size(), whole.layers[0].strokes[0].points.size());
    }
    auto const missing = lines_old::parse_page(notebook.reader(), 2, Budget(kMaxPageBytes));
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.error().code, ErrorCode::bad_request);
    EXPECT_EQ(missing.error().message, "the file has no page 3");
}

}  // namespace
}  // namespace rmirror
