// SPDX-License-Identifier: AGPL-3.0-or-later
// The tablet's templates beside measures of its own pictures of them, one JSON line a template. Runs when
// RMIRROR_TRUTH names the folder that has templates.jsonl, or when it lies beside the checkout as
// ../shared/truth.
#include "background/background.hpp"

#include "checkout.hpp"
#include "json.hpp"
#include "raster/raster.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace rmirror {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr int kWidth = 1404;
constexpr int kHeight = 1872;

fs::path measures()
{
    if (auto const* named = std::getenv("RMIRROR_TRUTH"))
        return fs::path(named) / "templates.jsonl";
    return fs::path(checkout()).parent_path() / "shared" / "truth" / "templates.jsonl";
}

/// Which units of the page a picture of a sheet has ink in.
class Inked {
public:
    Inked() : units_(std::size_t{kWidth} * kHeight) {}

    [[nodiscard]] bool at(int x, int y) const
    {
        return x >= 0 && y >= 0 && x < kWidth && y < kHeight && units_[index(x, y)];
    }
    void fill(int left, int top, int right, int bottom)
    {
        for (int y = std::max(0, top); y < std::min(kHeight, bottom); ++y)
            for (int x = std::max(0, left); x < std::min(kWidth, right); ++x)
                units_[index(x, y)] = true;
    }
    [[nodiscard]] bool near(int x, int y) const
    {
        for (int row = y - 1; row <= y + 1; ++row)
            for (int column = x - 1; column <= x + 1; ++column)
                if (at(column, row))
                    return true;
        return false;
    }

    /// How many units have no ink of `other` within one unit, and the first of them.
    [[nodiscard]] std::pair<int, std::string> far_from(Inked const& other) const
    {
        int count = 0;
        std::string first;
        for (int y = 0; y < kHeight; ++y)
            for (int x = 0; x < kWidth; ++x)
                if (at(x, y) && !other.near(x, y) && count++ == 0)
                    first = "first at " + std::to_string(x) + " " + std::to_string(y);
        return {count, first};
    }

private:
    static std::size_t index(int x, int y)
    {
        return static_cast<std::size_t>(y) * kWidth + static_cast<std::size_t>(x);
    }
    std::vector<bool> units_;
};

int unit(double middle, double width)
{
    return static_cast<int>(std::floor(middle - width / 2));
}

std::vector<double> numbers(json::object const& fields, char const* name)
{
    return json::value_to<std::vector<double>>(fields.at(name));
}

/// The lines of one direction. Where slanted lines run into their ends, where they end is not sure.
void fill_lines(Inked& inked, json::object const& row, char const* way)
{
    auto const* groups = row.if_contains(way);
    if (groups == nullptr)
        return;
    for (auto const& value : groups->as_array()) {
        auto const& group = value.as_object();
        int const doubt = row.contains("slanted") ? 3 : 0;
        int const from = static_cast<int>(group.at("from").to_number<double>()) + doubt;
        int const to = static_cast<int>(group.at("to").to_number<double>()) - doubt;
        auto const* stated = group.if_contains("width");
        double const width = stated != nullptr ? stated->to_number<double>() : 1;
        bool const level = std::string_view(way) == "level";
        for (double middle : numbers(group, "at")) {
            // Some of the pictures are 1873 units high.
            int const first = std::min(unit(middle, width), (level ? kHeight : kWidth) - 1);
            int const end = first + static_cast<int>(width);
            if (level)
                inked.fill(from, first, to, end);
            else
                inked.fill(first, from, end, to);
        }
    }
}

/// Every dot as the two units in which ours are drawn: of those cut by the sheet's edge less is seen, and
/// some were three units wide.
void fill_dots(Inked& inked, std::string_view name, json::object const& dots)
{
    constexpr int kDot = 2;
    for (double y : numbers(dots, "rows"))
        for (double x : numbers(dots, "columns")) {
            // The tablet's picture of 2018 has this column, its thumbnails since then have not.
            if (name == "P Dots S" && x < 1)
                continue;
            inked.fill(unit(x, kDot), unit(y, kDot), unit(x, kDot) + kDot, unit(y, kDot) + kDot);
        }
}

Inked measured(json::object const& row)
{
    Inked inked;
    fill_lines(inked, row, "level");
    fill_lines(inked, row, "plumb");
    if (auto const* dots = row.if_contains("dots"))
        fill_dots(inked, row.at("name").as_string().c_str(), dots->as_object());
    return inked;
}

Inked drawn(std::string const& name)
{
    RenderRequest request;
    request.page_template = name;
    auto const picture = draw_display(PreparedPage(Page{}), request).value();
    Inked inked;
    EXPECT_EQ(picture.width, kWidth);
    EXPECT_EQ(picture.height, kHeight);
    bool const dark = name.substr(0, 7) == "P Black";
    for (int y = 0; y < kHeight; ++y)
        for (int x = 0; x < kWidth; ++x) {
            auto const red =
                picture.rgba[(static_cast<std::size_t>(y) * kWidth + static_cast<std::size_t>(x)) * 4];
            if (red != (dark ? 0 : 255))
                inked.fill(x, y, x + 1, y + 1);
        }
    return inked;
}

TEST(TemplateTruth, every_line_and_dot_lies_within_one_unit_of_the_tablets)
{
    std::ifstream file(measures());
    if (!file)
        GTEST_SKIP() << "no measures of templates beside the checkout";
    int rows = 0;
    for (std::string line; std::getline(file, line); ++rows) {
        auto const row = json::parse(line).as_object();
        std::string const name = row.at("name").as_string().c_str();
        ASSERT_TRUE(is_known_template(name)) << name;
        auto const theirs = measured(row);
        auto const ours = drawn(name);
        auto const [missing, where] = theirs.far_from(ours);
        EXPECT_EQ(missing, 0) << name << ": not drawn, " << where;
        if (row.contains("slanted"))  // What is slanted was not measured.
            continue;
        auto const [extra, place] = ours.far_from(theirs);
        EXPECT_EQ(extra, 0) << name << ": drawn but not measured, " << place;
    }
    EXPECT_GT(rows, 0);
}

}  // namespace
}  // namespace rmirror
