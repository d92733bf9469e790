// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document_files.hpp"

#include <gtest/gtest.h>

namespace rmirror {
namespace {

Page page_with_layers(int version, std::size_t count)
{
    Page page;
    page.version = version;
    page.frame = version == 6 ? Frame::top_center : Frame::top_left;
    page.layers.resize(count);
    return page;
}

std::vector<std::string> layer_names(Page const& page)
{
    std::vector<std::string> names;
    for (auto const& layer : page.layers)
        names.push_back(layer.name);
    return names;
}

TEST(LayerNames, go_by_position)
{
    auto page = page_with_layers(5, 2);
    apply_layer_names(page, bytes_of(R"({"layers":[{"name":"Ink"},{"name":"Ideen 😀"}]})"));
    EXPECT_EQ(layer_names(page), texts("Ink", "Ideen 😀"));
    EXPECT_TRUE(page.unreadable.empty());
}

TEST(LayerNames, may_be_more_or_fewer_than_the_layers)
{
    auto page = page_with_layers(3, 2);
    page.layers[1].name = "Layer 2";
    apply_layer_names(page, bytes_of(R"({"layers":[{"name":"Ink"}]})"));
    EXPECT_EQ(layer_names(page), texts("Ink", "Layer 2"));
    apply_layer_names(page, bytes_of(R"({"layers":[{},{"name":""},{"name":"Nowhere"}]})"));
    EXPECT_EQ(layer_names(page), texts("Ink", "Layer 2"));
}

TEST(LayerNames, leave_a_v6_page_alone)
{
    auto page = page_with_layers(6, 1);
    page.layers[0].name = "Its own";
    apply_layer_names(page, bytes_of(R"({"layers":[{"name":"Old"}]})"));
    EXPECT_EQ(layer_names(page), texts("Its own"));
}

TEST(LayerNames, that_cannot_be_read_are_said_and_the_page_stands)
{
    auto page = page_with_layers(5, 1);
    apply_layer_names(page, {});
    EXPECT_TRUE(page.unreadable.empty()) << "no bytes stand for no file";
    apply_layer_names(page, bytes_of("{\"layers"));
    apply_layer_names(page, bytes_of(R"({"layers":4})"));
    ASSERT_EQ(page.unreadable.size(), 2U);
    EXPECT_EQ(page.unreadable[0].bytes, 8U);
    EXPECT_EQ(page.unreadable[1].why, "the file with the layer names: layers is not a list");
}

constexpr auto kTwoLayers = R"({"highlights":[
    [{"start":40,"length":5,"text":"later","color":4,"rects":[{"x":702,"y":10.5,"width":20,"height":30}]},
     {"start":2,"length":6,"text":"sooner","rects":[{"x":0,"y":1,"width":2,"height":3},{"x":5,"y":6,"width":7,"height":8}]}],
    [{"text":"second layer","color":5,"rects":[]}]]})";

TEST(Highlights, of_each_layer_stand_in_reading_order)
{
    auto page = page_with_layers(5, 2);
    apply_highlights(page, bytes_of(kTwoLayers));
    ASSERT_EQ(page.layers[0].highlights.size(), 2U);
    auto const& sooner = page.layers[0].highlights[0];
    EXPECT_EQ(sooner.text, "sooner");
    EXPECT_EQ(sooner.color.id, 3U) << "yellow when the file does not say";
    EXPECT_EQ(sooner.start, 2U);
    EXPECT_EQ(sooner.length, 6U);
    ASSERT_EQ(sooner.rects.size(), 2U);
    EXPECT_EQ(sooner.rects[1].x, 5);
    EXPECT_EQ(sooner.rects[1].y, 6);
    EXPECT_EQ(sooner.rects[1].width, 7);
    EXPECT_EQ(sooner.rects[1].height, 8);
    EXPECT_EQ(page.layers[0].highlights[1].color.id, 4U);
    ASSERT_EQ(page.layers[1].highlights.size(), 1U);
    EXPECT_EQ(page.layers[1].highlights[0].start, std::nullopt);
    EXPECT_TRUE(page.unreadable.empty());
}

TEST(Highlights, move_into_the_frame_of_the_page)
{
    auto page = page_with_layers(6, 2);
    apply_highlights(page, bytes_of(kTwoLayers));
    auto const& rect = page.layers[0].highlights[1].rects[0];
    EXPECT_EQ(rect.x, 0) << "702 from the left edge is the middle of 1404";
    EXPECT_EQ(rect.y, 10.5);
}

TEST(Highlights, of_a_page_without_a_file_stay_in_the_frame_they_were_made_in)
{
    auto const page = page_without_file(bytes_of(kTwoLayers));
    EXPECT_EQ(page.frame, Frame::top_left);
    EXPECT_EQ(page.version, 5);
    ASSERT_EQ(page.layers.size(), 1U);
    EXPECT_EQ(page.layers[0].highlights[1].rects[0].x, 702);

    auto const blank = page_without_file({});
    EXPECT_EQ(blank.frame, Frame::top_center);
    EXPECT_EQ(blank.version, 6);
    EXPECT_TRUE(blank.layers.empty());
}

TEST(Highlights, go_to_the_last_layer_when_theirs_is_missing)
{
    auto page = page_with_layers(5, 1);
    apply_highlights(page, bytes_of(kTwoLayers));
    EXPECT_EQ(page.layers[0].highlights.size(), 3U);
    Page blank;
    apply_highlights(blank, bytes_of(kTwoLayers));
    ASSERT_EQ(blank.layers.size(), 1U);
    EXPECT_EQ(blank.layers[0].highlights.size(), 3U);
}

TEST(Highlights, without_layers_around_them_belong_to_the_first)
{
    auto page = page_with_layers(5, 2);
    apply_highlights(page, bytes_of(R"({"highlights":[{"text":"a"},{"text":"b"}]})"));
    EXPECT_EQ(page.layers[0].highlights.size(), 2U);
}

TEST(Highlights, are_not_doubled_on_a_page_that_took_them_along)
{
    auto page = page_with_layers(6, 1);
    page.layers[0].highlights.resize(1);
    apply_highlights(page, bytes_of(kTwoLayers));
    EXPECT_EQ(page.layers[0].highlights.size(), 1U);
}

TEST(Highlights, keep_the_good_ones_among_broken_ones)
{
    auto page = page_with_layers(5, 1);
    apply_highlights(page, bytes_of(R"({"highlights":[[7,{},{"text":"good","color":-1,"start":"3",
        "rects":[{"x":1},{"x":1,"y":2,"width":3,"height":"4"},null]}],"no list"]})"));
    ASSERT_EQ(page.layers[0].highlights.size(), 1U);
    auto const& highlight = page.layers[0].highlights[0];
    EXPECT_EQ(highlight.text, "good");
    EXPECT_EQ(highlight.color.id, 3U);
    EXPECT_EQ(highlight.start, 3U);
    ASSERT_EQ(highlight.rects.size(), 1U);
    EXPECT_EQ(highlight.rects[0].height, 4);
    EXPECT_EQ(page.unreadable.size(), 5U);
}

TEST(Highlights, that_cannot_be_read_are_said_and_the_page_stands)
{
    for (auto const* broken : {"[", "[]", R"({"highlights":{}})", "\xff"}) {
        auto page = page_with_layers(5, 1);
        apply_highlights(page, bytes_of(broken));
        EXPECT_EQ(page.unreadable.size(), 1U) << broken;
        EXPECT_TRUE(page.layers[0].highlights.empty());
    }
    auto page = page_with_layers(5, 0);
    apply_highlights(page, {});
    apply_highlights(page, bytes_of("{}"));
    EXPECT_TRUE(page.layers.empty());
    EXPECT_TRUE(page.unreadable.empty());
}

}  // namespace
}  // namespace rmirror
