// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/uploads/pictures.hpp"

#include <gtest/gtest.h>

namespace rmirror::targets::notion {
namespace {

TEST(NotionPictures, are_kept_in_records_as_they_are)
{
    SentPictures const sent{{"aa", "1"}, {"bb", "2"}};
    EXPECT_EQ(sent_pictures_of({{"pictures", json_of(sent)}}), sent);
    EXPECT_EQ(sent_pictures_of({}), SentPictures());
    EXPECT_EQ(sent_pictures_of({{"pictures", {1, nullptr}}}), SentPictures());
}

TEST(NotionPictures, are_images_in_the_order_of_their_parts)
{
    auto const images = images_of({{"aa", "1"}, {"bb", "2"}});
    ASSERT_EQ(images.size(), 2U);
    EXPECT_EQ(images[0].kind, BlockKind::image);
    EXPECT_EQ(images[0].upload_id, "1");
    EXPECT_EQ(images[1].upload_id, "2");
}

TEST(NotionPictures, are_told_by_the_page)
{
    Delivery page;
    EXPECT_TRUE(pictures_of(page).empty());
    page.content = {{"pictures", {{{"part", 1}, {"sha256", "aa"}}, {{"part", 2}, {"sha256", "bb"}}}}};
    EXPECT_EQ(pictures_of(page), (std::vector<std::string>{"aa", "bb"}));
}

}  // namespace
}  // namespace rmirror::targets::notion
