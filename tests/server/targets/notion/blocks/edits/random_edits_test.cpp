// SPDX-License-Identifier: AGPL-3.0-or-later
// Edits of pages by chance: whatever was there, and whatever the user did to it.
#include "targets/notion/blocks/edits/edits.hpp"

#include "targets/notion/blocks/edits/edited_page.hpp"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <random>
#include <set>
#include <span>

namespace rmirror::targets::notion {
namespace {

/// The text in Notion without what the user added.
std::string without(std::set<std::string> const& ids, std::vector<ReadBlock> const& blocks)
{
    std::string text;
    for (auto const& one : blocks) {
        auto const below = without(ids, one.children);
        text += ids.contains(one.id) ? below : "(" + hash_of(one.block) + below + ")";
    }
    return text;
}

std::string shape_of(std::vector<Block> const& blocks)
{
    std::string text;
    for (auto const& block : blocks)
        text += "(" + hash_of(block) + shape_of(block.children) + ")";
    return text;
}

/// Pages, and what tablets and users do to them, by chance.
class Chance {
public:
    explicit Chance(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t end) { return random_() % end; }

    /// Few words, so that many blocks say the same.
    Block block()
    {
        constexpr std::array kKinds = {BlockKind::paragraph, BlockKind::bulleted, BlockKind::to_do};
        auto const word = std::string(1 + below(3), static_cast<char>('a' + below(5)));
        return {.kind = kKinds.at(below(kKinds.size())), .text = {{.text = word + " " + word}}};
    }

    std::vector<Block> page(std::size_t depth = 0)
    {
        std::vector<Block> blocks;
        for (auto left = below(depth == 0 ? 8 : 4); left > 0; --left) {
            blocks.push_back(block());
            if (depth < 3 && below(3) == 0)
                blocks.back().children = page(depth + 1);
        }
        return blocks;
    }

    void change(std::vector<Block>& blocks)
    {
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            auto const here = blocks.begin() + static_cast<std::ptrdiff_t>(i);
            switch (below(12)) {
                case 0:
                    blocks.erase(here);
                    --i;
                    continue;
                case 1:
                    blocks.insert(here, block());
                    break;
                case 2:
                    blocks[i].text[0].text += "!";
                    break;
                case 3:
                    std::swap(blocks[i], blocks[below(blocks.size())]);
                    break;
                case 4:
                    blocks[i].children = page(2);
                    break;
                default:
                    break;
            }
            change(blocks[i].children);
        }
    }

    /// Adds blocks of the user's, with more below them.
    void add(EditedPage& page, std::vector<ReadBlock>& blocks, std::map<std::string, std::string>& users)
    {
        for (auto& one : blocks)
            add(page, one.children, users);
        for (auto left = below(3) == 0 ? 1 + below(2) : 0; left > 0; --left) {
            auto words = block();
            words.text[0].text = "the user's " + std::to_string(users.size());
            if (below(2) == 0)
                words.children = {block()};
            if (!words.children.empty())
                words.children[0].text[0].text = "below " + std::to_string(users.size());
            auto const fresh = page.made({words});
            users[fresh[0].id] = hash_of(fresh[0].block);
            for (auto const& child : fresh[0].children)
                users[child.id] = hash_of(child.block);
            blocks.insert(blocks.begin() + static_cast<std::ptrdiff_t>(below(blocks.size() + 1)), fresh[0]);
        }
    }

    /// Gives blocks of ours other words, and removes some.
    void meddle(std::vector<ReadBlock>& blocks, std::map<std::string, std::string>& users)
    {
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            if (below(8) == 0) {
                blocks[i].block.text = {{.text = "changed " + std::to_string(users.size())}};
                users[blocks[i].id] = hash_of(blocks[i].block);
            } else if (below(12) == 0) {
                blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(i--));
                continue;
            }
            meddle(blocks[i].children, users);
        }
    }

private:
    std::mt19937 random_;
};

/// Ids of blocks that were ours and are not wanted any more, but hold what the user added.
void add_held(std::set<std::string>& ids, std::set<std::string> const& ours_before, Edits const& edits)
{
    std::set<std::string> kept;
    for (auto const& block : edits.known)
        kept.insert(block.id);
    for (auto const& id : ours_before)
        if (!kept.contains(id))
            ids.insert(id);
}

TEST(RandomNotionEdits, lead_from_anything_to_anything_with_the_users_own_kept)
{
    for (unsigned seed = 0; seed < 600; ++seed) {
        Chance chance(seed);
        EditedPage page;
        auto wanted = chance.page();
        page.blocks = page.made(wanted);
        auto known = page.known();
        std::set<std::string> ours;
        for (auto& block : known) {
            ours.insert(block.id);
            // Of many only the first level's ids are known, or none.
            if (seed % 3 == 0)
                block.id.clear();
        }
        std::map<std::string, std::string> users;
        chance.add(page, page.blocks, users);
        if (seed % 10 == 0)
            wanted = chance.page();
        else
            chance.change(wanted);

        auto const edits = edits_between(EditedPage::kId, known, page.blocks, wanted);
        page.apply(edits);

        std::set<std::string> apart;
        for (auto const& [id, hash] : users) {
            ASSERT_TRUE(page.find(id)) << seed;
            ASSERT_EQ(hash_of(page.find(id)->block), hash) << seed;
            apart.insert(id);
        }
        add_held(apart, ours, edits);
        ASSERT_EQ(without(apart, page.blocks), shape_of(wanted)) << seed;
        ASSERT_EQ(edits_between(EditedPage::kId, edits.known, page.blocks, wanted).calls(), 0U) << seed;
    }
}

TEST(RandomNotionEdits, leave_alone_what_the_user_changed_and_removed_whatever_the_tablet_does)
{
    for (unsigned seed = 0; seed < 600; ++seed) {
        Chance chance(seed);
        EditedPage page;
        auto wanted = chance.page();
        page.blocks = page.made(wanted);
        auto const known = page.known();
        std::map<std::string, std::string> users;
        chance.add(page, page.blocks, users);
        chance.meddle(page.blocks, users);
        std::erase_if(users, [&](auto const& one) { return !page.find(one.first); });

        // As long as the tablet changes nothing, nothing is called.
        ASSERT_EQ(edits_between(EditedPage::kId, known, page.blocks, wanted).calls(), 0U) << seed;
        chance.change(wanted);
        auto const edits = edits_between(EditedPage::kId, known, page.blocks, wanted);
        page.apply(edits);
        for (auto const& [id, hash] : users) {
            ASSERT_TRUE(page.find(id)) << seed;
            ASSERT_EQ(hash_of(page.find(id)->block), hash) << seed;
        }
        ASSERT_EQ(edits_between(EditedPage::kId, edits.known, page.blocks, wanted).calls(), 0U) << seed;
    }
}

/// The fewest calls, found by trying everything: what follows each other and is new goes in one.
std::size_t fewest(std::span<Block const> now, std::span<Block const> wanted, bool has_new = false)
{
    if (now.empty() && wanted.empty())
        return 0;
    std::size_t best = 1000;
    if (!now.empty())
        best = std::min(best, 1 + fewest(now.subspan(1), wanted, has_new));
    if (!wanted.empty())
        best = std::min(best, (has_new ? 0 : 1) + fewest(now, wanted.subspan(1), true));
    if (!now.empty() && !wanted.empty() && now[0].kind == wanted[0].kind)
        best = std::min(best, (hash_of(now[0]) == hash_of(wanted[0]) ? 0 : 1) +
                                  fewest(now.subspan(1), wanted.subspan(1)));
    return best;
}

TEST(RandomNotionEdits, are_as_few_as_can_be)
{
    for (unsigned seed = 0; seed < 150; ++seed) {
        Chance chance(seed);
        std::vector<Block> before(chance.below(6));
        std::vector<Block> wanted(chance.below(6));
        for (auto* const side : {&before, &wanted})
            for (auto& block : *side)
                block = chance.block();
        EditedPage page;
        page.blocks = page.made(before);
        auto const edits = edits_between(EditedPage::kId, page.known(), page.blocks, wanted);
        ASSERT_EQ(edits.calls(), fewest(before, wanted)) << seed;
    }
}

TEST(RandomNotionEdits, of_long_pages_are_found_in_no_time)
{
    auto const line = [](int i, std::string const& end) {
        return Block{.text = {{.text = "line " + std::to_string(i * 7919) + end}}};
    };
    std::vector<Block> before;
    std::vector<Block> wanted;
    for (int i = 0; i < 500; ++i) {
        before.push_back(line(i, ""));
        wanted.push_back(line(i, i % 100 == 50 ? "!" : ""));
    }
    wanted.erase(wanted.begin() + 10);
    EditedPage page;
    page.blocks = page.made(before);
    EXPECT_EQ(edits_between(EditedPage::kId, page.known(), page.blocks, wanted).calls(), 6U);
}

}  // namespace
}  // namespace rmirror::targets::notion
