// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/edits/edits.hpp"

#include "targets/notion/blocks/edits/edited_page.hpp"
#include "targets/notion/blocks/markdown/block_markdown.hpp"
#include "targets/notion/blocks/markdown/markdown_blocks.hpp"

#include <gtest/gtest.h>

namespace rmirror::targets::notion {
namespace {

std::vector<Block> blocks_of(std::vector<ReadBlock> const& read)
{
    std::vector<Block> all(read.size());
    for (std::size_t i = 0; i < read.size(); ++i) {
        all[i] = read[i].block;
        all[i].children = blocks_of(read[i].children);
    }
    return all;
}

/// A page as we wrote it, and what its blocks are called.
struct Notebook {
    EditedPage page;
    std::vector<KnownBlock> known;

    explicit Notebook(std::string_view markdown)
    {
        page.blocks = page.made(blocks_of_markdown(markdown));
        known = page.known();
    }

    ReadBlock& at(std::size_t index) { return page.blocks.at(index); }

    void add(std::size_t index, std::string_view markdown)
    {
        auto const fresh = page.made(blocks_of_markdown(markdown));
        page.blocks.insert(page.blocks.begin() + static_cast<std::ptrdiff_t>(index), fresh.begin(),
                           fresh.end());
    }

    Edits edit(std::string_view markdown, Prefer prefer = Prefer::users)
    {
        auto edits = edits_between(EditedPage::kId, known, page.blocks, blocks_of_markdown(markdown), prefer);
        page.apply(edits);
        known = edits.known;
        return edits;
    }

    std::string text() const { return markdown_of(blocks_of(page.blocks)); }
};

Block words(std::string text)
{
    return {.text = {{.text = std::move(text)}}};
}

TEST(NotionEdits, of_the_same_text_are_none)
{
    Notebook notebook("# a\n\nb\n\n- c\n  - d\n\n| e |\n| --- |\n| f |");
    EXPECT_EQ(notebook.edit(notebook.text()).calls(), 0U);
    // Nor where only the first level's ids are known, or none.
    for (auto& block : notebook.known)
        block.id.clear();
    auto const edits = notebook.edit(notebook.text());
    EXPECT_EQ(edits.calls(), 0U);
    EXPECT_FALSE(edits.is_users());
    EXPECT_EQ(notebook.known, notebook.page.known());
}

TEST(NotionEdits, of_a_comma_are_one_patch)
{
    Notebook notebook("a b\n\nc d\n\n- e\n  - f g");
    auto const edits = notebook.edit("a b\n\nc, d\n\n- e\n  - f g");
    EXPECT_EQ(edits.patches.size(), 1U);
    EXPECT_EQ(edits.calls(), 1U);
    EXPECT_EQ(notebook.edit("a b\n\nc, d\n\n- e\n  - f, g").calls(), 1U);
    EXPECT_EQ(notebook.text(), "a b\n\nc, d\n\n- e\n  - f, g");
}

TEST(NotionEdits, patch_ticks_cells_and_languages)
{
    Notebook notebook("- [ ] a\n\n| b | c |\n| --- | --- |\n| d | e |\n\n```\nf\n```");
    auto const wanted = "- [x] a\n\n| b | c |\n| --- | --- |\n| d | E |\n\n```python\nf\n```";
    auto const edits = notebook.edit(wanted);
    EXPECT_EQ(edits.patches.size(), 3U);
    EXPECT_EQ(edits.calls(), 3U);
    EXPECT_EQ(notebook.text(), wanted);
}

TEST(NotionEdits, append_what_is_new_together_in_its_place)
{
    Notebook notebook("a\n\nb");
    EXPECT_EQ(notebook.edit("a\n\nc\n\n- d\n  - e\n\nb").calls(), 1U);
    EXPECT_EQ(notebook.text(), "a\n\nc\n\n- d\n  - e\n\nb");
    EXPECT_EQ(notebook.edit("0\n\na\n\nc\n\n- d\n  - e\n\nb\n\nf\n\ng").calls(), 2U);
    EXPECT_EQ(notebook.text(), "0\n\na\n\nc\n\n- d\n  - e\n\nb\n\nf\n\ng");
}

TEST(NotionEdits, change_the_line_that_was_changed)
{
    Notebook notebook("one two three\n\nfour five six");
    auto const edits = notebook.edit("something new\n\none two three\n\nfour, five six");
    EXPECT_EQ(edits.calls(), 2U);
    EXPECT_EQ(edits.patches.at(0).id, notebook.at(2).id);
}

TEST(NotionEdits, make_another_kind_anew)
{
    Notebook notebook("a\n\nb\n\nc");
    auto const edits = notebook.edit("a\n\n## b\n\nc");
    EXPECT_EQ(edits.appends.size(), 1U);
    EXPECT_EQ(edits.deletions.size(), 1U);
    EXPECT_EQ(notebook.text(), "a\n\n## b\n\nc");
}

TEST(NotionEdits, keep_what_the_user_added)
{
    Notebook notebook("a\n\nb\n\nc");
    notebook.add(3, "at the end");
    notebook.add(1, "mine");
    notebook.add(0, "on top");
    auto const edits = notebook.edit("a\n\nx\n\nc");
    EXPECT_EQ(notebook.text(), "on top\n\na\n\nmine\n\nx\n\nc\n\nat the end");
    EXPECT_EQ(edits.calls(), 1U);
    EXPECT_EQ(edits.added, 3U);
    EXPECT_EQ(notebook.edit("").deletions.size(), 3U);
    EXPECT_EQ(notebook.text(), "on top\n\nmine\n\nat the end");
}

TEST(NotionEdits, put_new_blocks_where_those_stood_that_go)
{
    Notebook notebook("a\n\nb\n\nc");
    notebook.add(1, "mine");
    EXPECT_EQ(notebook.edit("a\n\n---\n\nc").calls(), 2U);
    EXPECT_EQ(notebook.text(), "a\n\nmine\n\n---\n\nc");
}

TEST(NotionEdits, keep_what_the_user_changed)
{
    Notebook notebook("one two three\n\nfour five six\n\nseven");
    notebook.at(1).block = words("four five SIX, as I said");
    auto edits = notebook.edit("one two three\n\nfour five six\n\nseven");
    EXPECT_EQ(edits.calls(), 0U);
    EXPECT_EQ(edits.changed, 1U);
    // Also when the tablet changes the same line, or others.
    edits = notebook.edit("one, two three\n\nfour five six seven\n\nnew\n\nseven");
    EXPECT_EQ(edits.calls(), 2U);
    EXPECT_EQ(notebook.text(), "one, two three\n\nfour five SIX, as I said\n\nnew\n\nseven");
    // Also when it goes.
    edits = notebook.edit("new");
    EXPECT_EQ(notebook.text(), "four five SIX, as I said\n\nnew");
}

TEST(NotionEdits, take_no_colour_for_ours)
{
    Notebook notebook("a");
    notebook.at(0).block.color = "red_background";
    EXPECT_EQ(notebook.edit("b").appends.size(), 1U);
    EXPECT_EQ(notebook.text(), "b\n\na");
}

TEST(NotionEdits, take_the_tablets_words_when_asked_to)
{
    Notebook notebook("a\n\nb");
    notebook.at(0).block = words("mine");
    notebook.add(1, "added");
    auto const edits = notebook.edit("a\n\nb", Prefer::ours);
    EXPECT_EQ(edits.calls(), 1U);
    EXPECT_EQ(edits.changed, 0U);
    EXPECT_EQ(notebook.text(), "a\n\nadded\n\nb");
}

TEST(NotionEdits, take_the_tablets_words_also_where_theirs_stood_beside_them)
{
    Notebook notebook("a\n\nfour five\n\nb");
    notebook.at(1).block = words("mine");
    EXPECT_EQ(notebook.edit("a\n\ncompletely new\n\nb").kept(), 1U);
    EXPECT_EQ(notebook.text(), "a\n\ncompletely new\n\nmine\n\nb");
    EXPECT_EQ(notebook.edit("a\n\ncompletely new\n\nb").kept(), 1U) << "as long as it stands there";
    auto const edits = notebook.edit("a\n\ncompletely new\n\nb", Prefer::ours);
    EXPECT_EQ(edits.kept(), 0U);
    EXPECT_EQ(edits.calls(), 1U);
    EXPECT_EQ(notebook.text(), "a\n\ncompletely new\n\nb");
}

TEST(NotionEdits, leave_the_users_tick_and_count_it_as_no_words_of_theirs)
{
    Notebook notebook("- [ ] a\n- [ ] b\n- [x] c");
    notebook.at(0).block.is_checked = true;
    notebook.at(1).block = words("mine");
    auto edits = notebook.edit("- [ ] a\n- [ ] b\n- [x] c");
    EXPECT_EQ(edits.changed, 2U);
    EXPECT_EQ(edits.kept(), 1U);
    edits = notebook.edit("- [ ] a\n- [ ] b\n- [x] c d", Prefer::ours);
    EXPECT_EQ(edits.kept(), 0U);
    EXPECT_TRUE(edits.is_users());
    EXPECT_EQ(notebook.text(), "- [x] a\n- [ ] b\n- [x] c d");
    // It was done here as well, and then undone.
    EXPECT_EQ(notebook.edit("- [x] a\n- [ ] b\n- [x] c d").calls(), 0U);
    edits = notebook.edit("- [ ] a\n- [ ] b\n- [x] c d");
    EXPECT_EQ(edits.calls(), 1U);
    EXPECT_EQ(notebook.text(), "- [ ] a\n- [ ] b\n- [x] c d");
}

TEST(NotionEdits, leave_out_what_the_user_removed_until_the_tablet_says_something_else)
{
    Notebook notebook("a\n\nb\n\n- c\n  - d\n\ne");
    notebook.page.blocks.erase(notebook.page.blocks.begin() + 1, notebook.page.blocks.begin() + 3);
    auto edits = notebook.edit("a\n\nb\n\n- c\n  - d\n\ne f");
    EXPECT_EQ(edits.removed, 2U);
    EXPECT_EQ(notebook.text(), "a\n\ne f");
    edits = notebook.edit("a\n\nb\n\n- c\n  - d\n\ne f");
    EXPECT_EQ(edits.removed, 2U);
    EXPECT_EQ(edits.calls(), 0U);
    EXPECT_EQ(notebook.edit("a\n\nb!\n\n- c\n  - d\n\ne f").calls(), 1U);
    EXPECT_EQ(notebook.text(), "a\n\nb!\n\ne f");
    EXPECT_EQ(notebook.edit("a\n\nb!\n\n- c\n  - d\n\ne f", Prefer::ours).calls(), 1U);
    EXPECT_EQ(notebook.text(), "a\n\nb!\n\n- c\n  - d\n\ne f");
}

TEST(NotionEdits, go_on_after_an_interruption_without_a_second_copy)
{
    Notebook notebook("a\n\nb");
    // Patched and appended, and the record still says what was there before, and what was on its way.
    auto const wanted = blocks_of_markdown("a!\n\nnew\n\nb");
    auto const before = notebook.known;
    notebook.edit("a!\n\nnew\n\nb");
    notebook.known = before;
    auto const more = known_of(wanted);
    notebook.known.insert(notebook.known.end(), more.begin(), more.end());
    EXPECT_EQ(notebook.edit("a!\n\nnew\n\nb").calls(), 0U);
    // Also when it doesn't say that.
    notebook.known = before;
    EXPECT_EQ(notebook.edit("a!\n\nnew\n\nb").calls(), 0U);
    EXPECT_EQ(notebook.edit("").calls(), 3U);
}

TEST(NotionEdits, delete_a_block_with_what_is_below_it_unless_that_is_the_users)
{
    Notebook notebook("- a\n  - b\n  - c\n\nd");
    EXPECT_EQ(notebook.edit("d").calls(), 1U);

    Notebook other("- a\n  - b\n  - c\n\nd");
    auto const fresh = other.page.made(blocks_of_markdown("mine"));
    other.at(0).children.insert(other.at(0).children.begin() + 1, fresh.front());
    EXPECT_EQ(other.edit("d").calls(), 2U);
    EXPECT_EQ(other.text(), "- a\n\n  mine\n\nd");
}

TEST(NotionEdits, write_a_picture_only_where_there_is_a_new_one)
{
    EditedPage page;
    page.blocks = page.made({{.kind = BlockKind::image}, words("a")});
    auto const known = page.known();
    std::vector<Block> wanted = {{.kind = BlockKind::image}, words("a")};
    EXPECT_EQ(edits_between(EditedPage::kId, known, page.blocks, wanted).calls(), 0U);
    wanted[0].upload_id = "u";
    auto const edits = edits_between(EditedPage::kId, known, page.blocks, wanted);
    ASSERT_EQ(edits.patches.size(), 1U);
    EXPECT_EQ(edits.patches[0].body.at("image").at("file_upload").at("id").as_string(), "u");
}

}  // namespace
}  // namespace rmirror::targets::notion
