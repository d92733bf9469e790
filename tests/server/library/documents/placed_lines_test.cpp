// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/documents/placed_lines.hpp"

#include <boost/json.hpp>

#include <gtest/gtest.h>

namespace rmirror::library {
namespace {

namespace json = boost::json;

/// "text top confidence" of each line.
std::string placed(std::string_view document)
{
    auto const transcribed = json::parse(R"([
        {"text": "Shopping", "confidence": 0.9, "top": 10, "bottom": 20},
        {"text": "Buy egs", "confidence": 0.4, "top": 30, "bottom": 40},
        {"text": "Call Ann", "confidence": 0.9, "top": 50, "bottom": 60}])");
    std::string lines;
    for (auto const& line : placed_lines(transcribed.as_array(), document))
        lines += std::string(line.at("text").as_string()) + " " + json::serialize(line.at("top")) + " " +
                 (line.at("confidence").to_number<double>() == 1 ? "certain" : "as read") + "\n";
    return lines;
}

TEST(PlacedLines, have_the_places_of_the_lines_that_they_were_made_of)
{
    EXPECT_EQ(placed("# Shopping\n\n- [ ] Buy eggs\n1. Call **Ann**"),
              "Shopping 10 as read\nBuy eggs 30 certain\nCall Ann 50 as read\n");
}

TEST(PlacedLines, that_were_not_transcribed_are_beside_their_neighbours)
{
    EXPECT_EQ(placed("First of all\nShopping\nBuy egs\nAnd milk, for the cake\nCall Ann"),
              "First of all 10 certain\nShopping 10 as read\nBuy egs 30 as read\n"
              "And milk, for the cake 30 certain\nCall Ann 50 as read\n");
}

TEST(PlacedLines, are_none_where_nothing_is_left_or_was_transcribed)
{
    EXPECT_EQ(placed(""), "");
    EXPECT_EQ(placed("> \n\n - [ ] "), "");
    EXPECT_TRUE(placed_lines({}, "Written here").empty());
}

}  // namespace
}  // namespace rmirror::library
