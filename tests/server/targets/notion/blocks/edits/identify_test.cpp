// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/edits/identify.hpp"

#include "targets/notion/blocks/markdown/markdown_blocks.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace rmirror::targets::notion {
namespace {

constexpr char const* kBot = "bot";
constexpr char const* kUser = "user";

std::string hash(std::string const& text)
{
    return hash_of({.text = {{.text = text}}});
}

ReadBlock read(std::string id, std::string text, char const* created_by = kBot, char const* edited_by = kBot)
{
    return {.id = std::move(id),
            .block = {.text = {{.text = std::move(text)}}},
            .created_by = created_by,
            .edited_by = edited_by};
}

Written written(std::vector<std::string> const& texts)
{
    Written all{.known = {}, .bot = kBot};
    for (auto const& text : texts)
        all.known.push_back({.id = {}, .hash = hash(text)});
    return all;
}

/// What we wrote of a block, or nothing.
std::string of(std::vector<KnownBlock> const& known, std::string const& id)
{
    auto const found =
        std::find_if(known.begin(), known.end(), [&id](KnownBlock const& block) { return block.id == id; });
    return found == known.end() ? "" : found->hash;
}

TEST(NotionBlocksRead, are_ours_by_what_they_say_and_where)
{
    auto const known = identified(
        written({"a", "same", "same", "b"}),
        {read("1", "a"), read("2", "same"), read("u", "b", kUser, kUser), read("3", "same"), read("4", "b")});
    EXPECT_EQ(known.size(), 4U);
    EXPECT_EQ(of(known, "1"), hash("a"));
    EXPECT_EQ(of(known, "2"), hash("same"));
    EXPECT_EQ(of(known, "3"), hash("same"));
}

TEST(NotionBlocksRead, are_ours_though_the_user_changed_them_first)
{
    auto const known = identified(
        written({"a", "b", "c"}),
        {read("1", "a"), read("2", "B!", kBot, kUser), read("u", "mine", kUser, kUser), read("3", "c")});
    EXPECT_EQ(of(known, "2"), hash("b"));
    EXPECT_EQ(of(known, "u"), "");
    EXPECT_EQ(known.size(), 3U);
}

TEST(NotionBlocksRead, below_others_are_found)
{
    auto outer = read("1", "outer");
    outer.children = {read("2", "inner, changed", kBot, kUser)};
    auto const known = identified(written({"outer", "inner"}), {outer});
    EXPECT_EQ(of(known, "2"), hash("inner"));
}

TEST(NotionBlocksRead, that_the_user_removed_have_an_id_that_nothing_has)
{
    auto const known = identified(written({"a", "b"}), {read("2", "b")});
    ASSERT_EQ(known.size(), 2U);
    auto const gone = of(known, "2") == known[0].hash ? known[1] : known[0];
    EXPECT_EQ(gone.hash, hash("a"));
    EXPECT_FALSE(gone.id.empty());
    auto const edits = edits_between("page", known, {read("2", "b")}, blocks_of_markdown("a\n\nb"));
    EXPECT_EQ(edits.calls(), 0U);
    EXPECT_EQ(edits.removed, 1U);
}

TEST(NotionBlocksRead, that_are_known_stay_as_they_are_known)
{
    Written const known{
        .known = {{.id = "1", .hash = "before"}, {.id = "2", .hash = "x", .is_removed = true}}, .bot = kBot};
    EXPECT_EQ(identified(known, {read("1", "after")}), known.known);
}

TEST(NotionBlocksRead, in_doubt_are_ours_while_nobody_else_edited_them)
{
    Written doubt{.known = {{.id = "1", .hash = hash("old")}, {.id = "4", .hash = hash("old")}},
                  .bot = kBot,
                  .is_in_doubt = true};
    doubt.known.push_back({.id = {}, .hash = hash("never arrived")});
    auto const known =
        identified(doubt, {read("1", "new"), read("2", "appended"), read("3", "edited", kBot, kUser),
                           read("4", "by the user", kBot, kUser), read("u", "mine", kUser, kUser)});
    EXPECT_EQ(of(known, "1"), hash("new"));
    EXPECT_EQ(of(known, "2"), hash("appended"));
    EXPECT_EQ(of(known, "4"), hash("old"));
    EXPECT_EQ(of(known, "u"), "");
    // It was never as it stands there: it counts as changed.
    EXPECT_NE(of(known, "3"), hash("edited"));
    EXPECT_EQ(known.size(), 4U);
}

TEST(NotionBlocksRead, whose_maker_is_not_known_are_told_by_what_they_say_alone)
{
    auto unknown = written({"a", "b"});
    unknown.bot.clear();
    unknown.is_in_doubt = true;
    auto const known = identified(unknown, {read("1", "a"), read("2", "B!", "", "")});
    EXPECT_EQ(known.size(), 1U);
    EXPECT_EQ(of(known, "1"), hash("a"));
}

}  // namespace
}  // namespace rmirror::targets::notion
