// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/ids.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <type_traits>
#include <unordered_set>

namespace rmirror {
namespace {

/// Whether one may be given where the other is asked for, in either direction, be it by naming the type.
template <typename One, typename Other>
constexpr bool kAreMixed = std::is_constructible_v<One, Other> || std::is_constructible_v<Other, One> ||
                           std::is_assignable_v<One&, Other> || std::is_assignable_v<Other&, One>;

static_assert(!kAreMixed<UserId, NotebookId> && !kAreMixed<UserId, PageId> && !kAreMixed<UserId, ItemId>);
static_assert(!kAreMixed<NotebookId, PageId> && !kAreMixed<NotebookId, ItemId> && !kAreMixed<PageId, ItemId>);

/// Whether text becomes one, or one becomes text, without anybody saying so.
template <typename Text>
constexpr bool kIsText = std::is_convertible_v<Text, UserId> || std::is_assignable_v<UserId&, Text> ||
                         std::is_convertible_v<UserId, Text>;

static_assert(!kIsText<std::string> && !kIsText<std::string_view> && !kIsText<char const*>);
static_assert(std::is_constructible_v<UserId, std::string>);

constexpr auto kText = "0191d7ab-6e4c-7d2a-9c55-00000000000a";
constexpr auto kLater = "0191d7ab-6e4c-7d2a-9c55-00000000000b";

TEST(Ids, are_what_their_text_says)
{
    UserId const id(kText);
    EXPECT_EQ(id.text(), kText);
    EXPECT_FALSE(id.empty());
    EXPECT_TRUE(UserId().empty());
    EXPECT_TRUE(id == UserId(kText));
    EXPECT_TRUE(id != UserId(kLater));
    EXPECT_TRUE(id < UserId(kLater) && UserId() < id);
}

TEST(Ids, are_found_by_their_hash)
{
    std::unordered_set<PageId> const pages{PageId(kText), PageId(kLater), PageId(kText)};
    EXPECT_EQ(pages.size(), 2U);
    EXPECT_TRUE(pages.contains(PageId(kText)));
    EXPECT_FALSE(pages.contains(PageId()));
}

}  // namespace
}  // namespace rmirror
