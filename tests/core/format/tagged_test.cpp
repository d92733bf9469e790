// SPDX-License-Identifier: AGPL-3.0-or-later
#include "format/tagged.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace rmirror::v6 {

namespace {

class Tagged : public testing::Test {
protected:
    Fields fields(std::vector<std::uint8_t> bytes)
    {
        bytes_ = std::move(bytes);
        return {bytes_, skipped_};
    }

    std::vector<std::uint8_t> bytes_;
    Skipped skipped_ = Skipped::nothing;
};

TEST_F(Tagged, reads_fields_by_index_and_kind)
{
    auto in = fields({0x1f, 2, 0x85, 0x01, 0x24, 7, 0, 0, 0, 0x31, 1});
    EXPECT_EQ(in.id(1).value(), (Id{2, 133}));
    EXPECT_EQ(in.u32(2).value(), 7U);
    EXPECT_EQ(in.find_u8(3), 1);
    in.finish();
    EXPECT_EQ(skipped_, Skipped::nothing);
}

TEST_F(Tagged, leaves_a_later_field_where_it_is_when_an_earlier_one_is_missing)
{
    auto in = fields({0x34, 9, 0, 0, 0});
    EXPECT_FALSE(in.find_u32(2).has_value());
    EXPECT_EQ(in.u32(3).value(), 9U);
    EXPECT_EQ(skipped_, Skipped::nothing);
}

TEST_F(Tagged, skips_unknown_fields_of_every_kind_and_says_so)
{
    auto in = fields({0x11, 1, 0x14, 1, 2, 3, 4, 0x18, 1, 2, 3,    4, 5, 6, 7, 8,
                      0x1c, 2, 0,    0, 0, 5, 6, 0x1f, 1, 2, 0x24, 3, 0, 0, 0});
    EXPECT_EQ(in.u32(2).value(), 3U);
    EXPECT_EQ(skipped_, Skipped::newer_fields);
}

TEST_F(Tagged, names_the_field_that_is_missing)
{
    auto in = fields({});
    auto const missing = in.u32(4);
    ASSERT_FALSE(missing.ok());
    EXPECT_EQ(missing.error().code, ErrorCode::corrupt);
    EXPECT_EQ(missing.error().message, "field 4 is missing");
}

TEST_F(Tagged, refuses_a_part_longer_than_what_holds_it)
{
    auto in = fields({0x1c, 0xff, 0xff, 0xff, 0xff, 1});
    auto const part = in.part(1);
    ASSERT_FALSE(part.ok());
    EXPECT_EQ(part.error().code, ErrorCode::truncated);
}

TEST_F(Tagged, refuses_a_number_longer_than_64_bits)
{
    auto in = fields(std::vector<std::uint8_t>(20, 0xff));
    EXPECT_EQ(in.u32(1).error().code, ErrorCode::corrupt);
}

TEST_F(Tagged, finds_nothing_in_bytes_that_are_not_fields_and_keeps_what_came_before)
{
    for (auto const filler : std::vector<std::uint8_t>{0x00, 0xa5, 0xff}) {
        std::vector<std::uint8_t> bytes{0x24, 3, 0, 0, 0};
        bytes.resize(bytes.size() + 18, filler);
        skipped_ = Skipped::nothing;
        auto in = fields(bytes);
        EXPECT_EQ(in.find_u32(2), 3U);
        EXPECT_FALSE(in.find_part(5).has_value());
        EXPECT_FALSE(in.find_id(6).has_value());
        in.finish();
        EXPECT_EQ(skipped_, Skipped::not_fields);
    }
}

TEST_F(Tagged, treats_a_field_that_is_cut_as_missing)
{
    auto in = fields({0x21, 1, 0x3c, 9, 0, 0, 0, 1, 2});
    EXPECT_EQ(in.find_u8(2), 1);
    EXPECT_FALSE(in.find_part(3).has_value());
    EXPECT_EQ(skipped_, Skipped::not_fields);
}

TEST_F(Tagged, tells_damage_from_absence_where_that_matters)
{
    EXPECT_FALSE(fields({}).find_whole_part(6).value().has_value());
    EXPECT_EQ(fields({0x6c, 9, 0, 0, 0, 1}).find_whole_part(6).error().code, ErrorCode::truncated);
    EXPECT_EQ(fields(std::vector<std::uint8_t>(18, 0xa5)).find_whole_part(6).error().code,
              ErrorCode::corrupt);
}

TEST_F(Tagged, repairs_text_that_is_not_utf8)
{
    auto in = fields({0x1c, 6, 0, 0, 0, 4, 1, 'a', 0xff, 0xc3, 'b'});
    auto const text = in.find_string(1);
    ASSERT_TRUE(text.ok());
    EXPECT_EQ(text.value(),
              "a\xEF\xBF\xBD\xEF\xBF\xBD"
              "b");
}

TEST_F(Tagged, refuses_a_text_longer_than_its_part)
{
    auto in = fields({0x1c, 3, 0, 0, 0, 9, 1, 'a'});
    EXPECT_EQ(in.find_string(1).error().code, ErrorCode::truncated);
}

TEST_F(Tagged, notes_what_is_left_when_all_known_fields_were_read)
{
    auto in = fields({0x24, 3, 0, 0, 0, 0x51, 1});
    EXPECT_EQ(in.u32(2).value(), 3U);
    in.finish();
    EXPECT_EQ(skipped_, Skipped::newer_fields);
}

}  // namespace

}  // namespace rmirror::v6
