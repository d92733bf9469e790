// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/markdown/markdown_blocks.hpp"

#include "targets/notion/blocks/block_json.hpp"

#include <gtest/gtest.h>
#include <boost/json/serialize.hpp>

namespace rmirror::targets::notion {
namespace {

/// A line a block: type, words with their marks, and the same of its children between braces.
std::string shown(Spans const& spans)
{
    std::string text;
    for (auto const& span : spans) {
        std::string marks = std::string(span.bold ? "b" : "") + (span.italic ? "i" : "") +
                            (span.struck ? "s" : "") + (span.code ? "c" : "") + (span.is_formula ? "f" : "");
        bool const is_plain = marks.empty() && span.link.empty();
        text +=
            is_plain ? span.text : marks + "<" + span.text + (span.link.empty() ? "" : "|" + span.link) + ">";
    }
    return text;
}

std::string shown(std::vector<Block> const& blocks)
{
    std::string all;
    for (auto const& block : blocks) {
        all += (all.empty() ? "" : "; ") + std::string(type_of(block.kind)) + (block.is_checked ? "!" : "");
        all += block.language.empty() ? "" : "(" + block.language + ")";
        if (!block.text.empty())
            all += " " + shown(block.text);
        for (auto const& cell : block.cells)
            all += " [" + shown(cell) + "]";
        if (!block.children.empty())
            all += " {" + shown(block.children) + "}";
    }
    return all;
}

std::string read(std::string_view markdown)
{
    return shown(blocks_of_markdown(markdown));
}

TEST(MarkdownBlocks, keeps_lines_that_stand_together_in_one_paragraph)
{
    EXPECT_EQ(read("one\ntwo\n\nthree"), "paragraph one\ntwo; paragraph three");
    EXPECT_EQ(read("one  \ntwo\\\nthree"), "paragraph one\ntwo\nthree");
    EXPECT_EQ(read(""), "");
    EXPECT_EQ(read("\n \n"), "");
}

TEST(MarkdownBlocks, reads_headings)
{
    EXPECT_EQ(read("# A\ntext\n## B\n### C #\n#### D\n#hash"),
              "heading_1 A; paragraph text; heading_2 B; heading_3 C #; heading_3 D; paragraph #hash");
}

TEST(MarkdownBlocks, takes_no_line_for_a_heading_by_what_is_below_it)
{
    EXPECT_EQ(read("Title\n---\nmore"), "paragraph Title; divider; paragraph more");
    EXPECT_EQ(read("Title\n===\nmore"), "paragraph Title\n===\nmore");
    EXPECT_EQ(read("Title\n--"), "paragraph Title\n--");
}

TEST(MarkdownBlocks, nests_items_by_two_spaces_whatever_the_mark)
{
    EXPECT_EQ(read("- a\n  - b\n    - c\n- d"),
              "bulleted_list_item a {bulleted_list_item b {bulleted_list_item c}}; bulleted_list_item d");
    EXPECT_EQ(read("1. a\n  - b\n  - ↳ c\n2. d"),
              "numbered_list_item a {bulleted_list_item b; bulleted_list_item ↳ c}; numbered_list_item d");
    EXPECT_EQ(read("- [ ] a\n  - [x] b\n* c\n+ d"),
              "to_do a {to_do! b}; bulleted_list_item c; bulleted_list_item d");
    EXPECT_EQ(read("-\n- [ ]\n-b"), "bulleted_list_item; to_do; paragraph -b");
}

TEST(MarkdownBlocks, nests_twelve_levels)
{
    std::string markdown;
    for (int level = 0; level < 12; ++level)
        markdown += std::string(2 * level, ' ') + "- " + std::to_string(level) + "\n";
    auto const blocks = blocks_of_markdown(markdown);
    int levels = 0;
    for (auto const* one = &blocks; !one->empty(); one = &one->front().children)
        EXPECT_EQ(plain_text(one->front().text), std::to_string(levels++));
    EXPECT_EQ(levels, 12);
}

TEST(MarkdownBlocks, leaves_lines_after_an_item_to_themselves_unless_they_are_indented)
{
    EXPECT_EQ(read("- a\nb"), "bulleted_list_item a; paragraph b");
    EXPECT_EQ(read("- a\n  b\n\n  c\n- d"), "bulleted_list_item a\nb {paragraph c}; bulleted_list_item d");
}

TEST(MarkdownBlocks, leaves_a_number_as_text_that_notion_would_not_count)
{
    EXPECT_EQ(read("1. a\n2. b\n4. c\n1. d"),
              "numbered_list_item a; numbered_list_item b; paragraph 4. c; numbered_list_item d");
    EXPECT_EQ(read("3. a\n  - b"), "paragraph 3. a {bulleted_list_item b}");
    EXPECT_EQ(read("1) a\n01. b"), "paragraph 1) a; paragraph 01. b");
    EXPECT_EQ(read("born on\n14. March"), "paragraph born on\n14. March");
    EXPECT_EQ(read("1. [x] a"), "to_do! 1. a");
}

TEST(MarkdownBlocks, reads_what_is_within_a_line)
{
    EXPECT_EQ(read("a **b *c*** ~~d~~ `e` $f$ [g](https://h.i/j)"),
              "paragraph a b<b >bi<c> s<d> c<e> f<f> <g|https://h.i/j>");
    EXPECT_EQ(read("**Date: 3 May**"), "paragraph b<Date: 3 May>");
    EXPECT_EQ(read("\\*a\\* \\<b> &amp; <i> node.io/x [?]"), "paragraph *a* <b> &amp; <i> node.io/x [?]");
    EXPECT_EQ(read("costs $5 and $6, 3 $"), "paragraph costs $5 and $6, 3 $");
    EXPECT_EQ(read("a~b~c ~5 ~~~d~~~"), "paragraph a~b~c ~5 ~~~d~~~");
    EXPECT_EQ(read("- **a** b"), "bulleted_list_item b<a> b");
    EXPECT_EQ(read("==a **b**== c"), "paragraph a b<b> c");
    EXPECT_EQ(read("x==1 and y==2, a == b == c"), "paragraph x==1 and y==2, a == b == c");
}

TEST(MarkdownBlocks, reads_formulas_that_stand_alone)
{
    EXPECT_EQ(read("a\n$$x_1 = \\frac{a}{b}$$\nb"),
              "paragraph a; equation f<x_1 = \\frac{a}{b}>; paragraph b");
    EXPECT_EQ(read("$$\na\nb\n$$"), "equation f<a b>");
    EXPECT_EQ(read("so $$x$$ is"), "paragraph so f<x> is");
}

TEST(MarkdownBlocks, reads_tables_as_wide_as_their_widest_row)
{
    EXPECT_EQ(read("text\n| a | b |\n|---|---|\n| 1 | **2** \\| x |\nafter"),
              "paragraph text; table {table_row [a] [b]; table_row [1] [b<2> | x]}; paragraph after");
    EXPECT_EQ(read("| a |\n|---|\n| 1 | 2 | 3 |\n| |"),
              "table {table_row [a] [] []; table_row [1] [2] [3]; table_row [] [] []}");
}

TEST(MarkdownBlocks, reads_quotes_code_and_dividers)
{
    EXPECT_EQ(read("> a\n> b\n>\n> - c\nd"), "quote a\nb {bulleted_list_item c}; paragraph d");
    EXPECT_EQ(read("```py\nif a:\n  b\n```\n---"), "code(python) if a:\n  b; divider");
    EXPECT_EQ(read("a\n```\n- x\n\n  # y"), "paragraph a; code - x\n\n  # y");
}

TEST(MarkdownBlocks, keeps_no_link_that_notion_refuses_but_its_words)
{
    EXPECT_EQ(read("[a](javascript:alert(1))"), "paragraph a (javascript:alert(1))");
    EXPECT_EQ(read("[a](data:text/html,x) [b](/c)"), "paragraph a (data:text/html,x) b (/c)");
    auto const address = "https://a.b/" + std::string(3000, 'c');
    EXPECT_EQ(read("[a](" + address + ")"), "paragraph a (" + address + ")");
    EXPECT_EQ(read("<" + address + ">"), "paragraph " + address);
}

TEST(MarkdownBlocks, replaces_what_is_no_text)
{
    EXPECT_EQ(read(std::string("a\0b", 3)), "paragraph a\uFFFDb");
    EXPECT_EQ(read("a\xED\xA0\x80"
                   "b\xff"),
              "paragraph a\uFFFD\uFFFD\uFFFDb\uFFFD");
    EXPECT_EQ(read("a\x1e\x1f"
                   "b\r\nc\rd"),
              "paragraph a\uFFFD\uFFFDb\nc\nd");
}

}  // namespace
}  // namespace rmirror::targets::notion
