// SPDX-License-Identifier: AGPL-3.0-or-later
#include "format/lines_old.hpp"

#include "fingerprint/fingerprint.hpp"
#include "format/formats.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>

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
    /// Of a point of the only page.
    void tilt(std::size_t point, float x, float y)
    {
        auto* at = &bytes_[bytes_.size() - (kPoints - point) * 20 + 12];
        std::memcpy(at, &x, sizeof x);
        std::memcpy(at + sizeof x, &y, sizeof y);
    }

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
    constexpr auto kOnePage = kPoints * (sizeof(Point) + sizeof(float));
    static_assert(kFrames < kOnePage);
    return Budget(kOnePage + kFrames);
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

TEST(LinesOld, tilt_is_the_length_of_the_last_two_numbers_of_a_point)
{
    Notebook notebook(1);
    notebook.tilt(0, 0.3F, -0.4F);
    notebook.tilt(1, std::numeric_limits<float>::quiet_NaN(), 1);
    auto const page = lines_old::parse_page(notebook.reader(), 0, Budget(kMaxPageBytes));
    ASSERT_TRUE(page.ok());
    auto const& tilts = page.value().layers[0].strokes[0].tilts;
    ASSERT_EQ(tilts.size(), kPoints);
    EXPECT_FLOAT_EQ(tilts[0], 0.5F);
    EXPECT_TRUE(std::isnan(tilts[1]));
    EXPECT_EQ(tilts[2], 0);
}

TEST(LinesOld, tilt_is_no_part_of_the_fingerprint)
{
    Notebook upright(1), tilted(1);
    tilted.tilt(0, 1, 0);
    auto const hash = [](Notebook const& notebook) {
        return ink_hash(lines_old::parse_page(notebook.reader(), 0, Budget(kMaxPageBytes)).value());
    };
    EXPECT_EQ(hash(upright), hash(tilted));
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
