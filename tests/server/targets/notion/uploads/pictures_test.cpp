// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/uploads/pictures.hpp"

#include <gtest/gtest.h>

namespace rmirror::targets::notion {
namespace {

std::vector<std::string> hashes_of(Delivery const& page)
{
    std::vector<std::string> hashes;
    for (auto const& picture : pictures_of(page))
        hashes.push_back(picture.sha256);
    return hashes;
}

TEST(NotionPictures, are_kept_in_records_as_they_are)
{
    SentPictures const sent{{"aa", "1"}, {"bb", "2", "A boat"}};
    EXPECT_EQ(sent_pictures_of({{"pictures", json_of(sent)}}), sent);
    EXPECT_EQ(sent_pictures_of({}), SentPictures());
    EXPECT_EQ(sent_pictures_of({{"pictures", {1, nullptr}}}), SentPictures());
}

TEST(NotionPictures, are_images_in_the_order_of_their_parts)
{
    auto const images = images_of({{"aa", "1"}, {"bb", "2", "A boat"}});
    ASSERT_EQ(images.size(), 2U);
    EXPECT_EQ(images[0].kind, BlockKind::image);
    EXPECT_EQ(images[0].upload_id, "1");
    EXPECT_TRUE(images[0].text.empty());
    EXPECT_EQ(images[1].upload_id, "2");
    EXPECT_EQ(plain_text(images[1].text), "A boat");
}

TEST(NotionPictures, are_told_by_the_page)
{
    Delivery page;
    EXPECT_TRUE(pictures_of(page).empty());
    page.content = {{"pictures", {{{"part", 1}, {"sha256", "aa"}}, {{"part", 2}, {"sha256", "bb"}}}}};
    EXPECT_EQ(hashes_of(page), (std::vector<std::string>{"aa", "bb"}));
    page.content["drawings"] = {{{"sha256", "cc"}, {"caption", "A boat"}}};
    EXPECT_EQ(hashes_of(page), (std::vector<std::string>{"aa", "bb", "cc"}));
    EXPECT_EQ(pictures_of(page).back().caption, "A boat");
}

}  // namespace
}  // namespace rmirror::targets::notion
