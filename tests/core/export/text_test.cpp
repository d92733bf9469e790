// SPDX-License-Identifier: AGPL-3.0-or-later
#include "export/export.hpp"
#include "export/markup.hpp"

#include <gtest/gtest.h>

namespace rmirror {
namespace {

Paragraph paragraph(std::uint32_t style, std::vector<TextRun> runs)
{
    Paragraph made;
    made.style = style;
    made.runs = std::move(runs);
    return made;
}

Paragraph paragraph(std::uint32_t style, std::string text)
{
    return paragraph(style, std::vector<TextRun>{{std::move(text), false, false}});
}

Page page_of(std::vector<Paragraph> paragraphs)
{
    Page page;
    page.text = TextBlock{};
    page.text->paragraphs = std::move(paragraphs);
    return page;
}

std::string markdown_of(std::vector<TextRun> runs)
{
    return to_markdown(page_of({paragraph(1, std::move(runs))}));
}

TEST(Markdown, says_headings_lists_and_boxes)
{
    auto page =
        page_of({paragraph(2, "Title"), paragraph(3, "Part"), paragraph(1, "Words."), paragraph(1, ""),
                 paragraph(4, "one"), paragraph(5, "deeper"), paragraph(4, "two"), paragraph(1, "More."),
                 paragraph(6, "to do"), paragraph(7, "done"), paragraph(9, "done inside"), paragraph(1, ""),
                 paragraph(10, "first"), paragraph(11, "inner"), paragraph(10, "second")});
    EXPECT_EQ(to_markdown(page),
              "# Title\n\n## Part\n\nWords.\n\n- one\n    - deeper\n- two\n\nMore.\n\n"
              "- [ ] to do\n- [x] done\n    - [x] done inside\n1. first\n    1. inner\n2. second\n");
}

TEST(Markdown, marks_bold_and_italic_words)
{
    EXPECT_EQ(markdown_of({{"a ", false, false}, {"bold", true, false}, {" b", false, false}}),
              "a **bold** b\n");
    EXPECT_EQ(markdown_of({{"both", true, true}, {" and ", false, false}, {"one", false, true}}),
              "***both*** and *one*\n");
}

TEST(Markdown, keeps_blanks_outside_the_marks)
{
    EXPECT_EQ(markdown_of({{"a", false, false}, {" bold ", true, false}, {"b", false, false}}),
              "a **bold** b\n");
    EXPECT_EQ(markdown_of({{"a", false, false}, {"  ", true, false}, {"b", false, false}}), "a  b\n");
}

TEST(Markdown, marks_part_of_a_word_so_that_every_reader_sees_it)
{
    EXPECT_EQ(markdown_of({{"un", false, false}, {"bold", true, false}, {"ed", false, true}}),
              "un<strong>bold</strong><em>ed</em>\n");
}

TEST(Markdown, escapes_what_a_person_typed)
{
    EXPECT_EQ(markdown_of({{"# no heading", false, false}}), "\\# no heading\n");
    EXPECT_EQ(markdown_of({{"- no item", false, false}}), "\\- no item\n");
    EXPECT_EQ(markdown_of({{"+ no item", false, false}}), "\\+ no item\n");
    EXPECT_EQ(markdown_of({{"12. no item", false, false}}), "12\\. no item\n");
    EXPECT_EQ(markdown_of({{"3) no item", false, false}}), "3\\) no item\n");
    EXPECT_EQ(markdown_of({{"> no quote", false, false}}), "\\> no quote\n");
    EXPECT_EQ(markdown_of({{"<script>&amp;", false, false}}), "\\<script\\>\\&amp;\n");
    EXPECT_EQ(markdown_of({{"*a* _b_ `c` [d](e) |f| ~~g~~ $h$ \\", false, false}}),
              "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\|f\\| \\~\\~g\\~\\~ \\$h\\$ \\\\\n");
    EXPECT_EQ(markdown_of({{"==h== %%c%% 5% a=b", false, false}}), "\\=\\=h\\=\\= \\%\\%c\\%\\% 5% a=b\n");
    EXPECT_EQ(markdown_of({{"    no code", false, false}}), "no code\n");
    EXPECT_EQ(markdown_of({{"1", false, false}, {". split in two runs", false, false}}),
              "1\\. split in two runs\n");
    EXPECT_EQ(markdown_of({{"3.14 and - dash", false, false}}), "3\\.14 and - dash\n");
}

TEST(Markdown, leaves_links_and_tags_of_obsidian_as_they_were_typed)
{
    for (std::string const typed : {"see [[Garden]] and ![[Plan#Roses|the plan]].",
                                    "[[snake_case]] [[Café (old)]]", "#idea, #to-do #a/b #übung #1"})
        EXPECT_EQ(markdown_of({{typed, false, false}}), typed + "\n");
}

TEST(Markdown, escapes_links_and_tags_that_commonmark_would_read_otherwise)
{
    EXPECT_EQ(markdown_of({{"[[a]](b)", false, false}}), "\\[\\[a\\]\\](b)\n");
    EXPECT_EQ(markdown_of({{"[[a]]: b", false, false}}), "\\[\\[a\\]\\]: b\n");
    EXPECT_EQ(markdown_of({{"[[*a*]] [[_a_]] [[]]", false, false}}),
              "\\[\\[\\*a\\*\\]\\] \\[\\[\\_a\\_\\]\\] \\[\\[\\]\\]\n");
    EXPECT_EQ(markdown_of({{"[[a]][[b]] [[c & d]] [[e", false, false}}),
              "\\[\\[a\\]\\][[b]] \\[\\[c \\& d\\]\\] \\[\\[e\n");
    EXPECT_EQ(markdown_of({{"a#b ##c # d", false, false}}), "a\\#b \\#\\#c \\# d\n");
}

TEST(Markdown, keeps_soft_breaks)
{
    EXPECT_EQ(to_markdown(page_of({paragraph(4, "one\u2028- two")})), "- one\\\n  \\- two\n");
    EXPECT_EQ(to_markdown(page_of({paragraph(2, "one\u2028two")})), "# one two\n");
}

TEST(Markdown, never_indents_an_item_so_far_that_it_reads_as_code)
{
    EXPECT_EQ(to_markdown(page_of({paragraph(5, "alone")})), "- alone\n");
}

TEST(Markdown, quotes_highlights_of_visible_layers)
{
    auto page = page_of({paragraph(1, "Words.")});
    page.layers.resize(2);
    Highlight highlight;
    highlight.text = "marked *text*\nover two lines";
    page.layers[0].highlights = {highlight};
    highlight.text = "hidden";
    page.layers[1].highlights = {highlight};
    page.layers[1].visible = false;
    EXPECT_EQ(to_markdown(page), "Words.\n\n> marked \\*text\\* over two lines\n");
    EXPECT_EQ(to_typed_markdown(page), "Words.\n");
}

TEST(Markdown, ticks_the_box_of_a_ticked_task_and_leaves_the_others_open)
{
    auto const task = [](std::uint32_t style, std::uint32_t properties, char const* words) {
        auto made = paragraph(style, words);
        made.base_style = 3;
        made.properties = properties;
        return made;
    };
    auto page = page_of({task(6, 0x10, "open"), task(6, 0x210, "dashed"), task(8, 0x11, "open inside"),
                         task(9, 0x112, "ticked inside"), task(8, 0x312, "ticked, was dashed"),
                         task(7, 0x10, "open, whatever its style says"), task(6, 0x110, "~~ticked~~")});
    std::string_view const said =
        "- [ ] open\n- [ ] dashed\n    - [ ] open inside\n        - [x] ticked inside\n"
        "        - [x] ticked, was dashed\n- [ ] open, whatever its style says\n- [x] \\~\\~ticked\\~\\~\n";
    EXPECT_EQ(to_markdown(page), said);
    EXPECT_EQ(to_typed_markdown(page), said);
}

TEST(PlainText, is_one_line_a_paragraph)
{
    auto page =
        page_of({paragraph(2, "Title"), paragraph(1, ""), paragraph(4, "*item*"), paragraph(1, "a\u2028b")});
    EXPECT_EQ(to_plain_text(page), "Title\n\n*item*\na\nb\n");
    EXPECT_EQ(to_plain_text(Page{}), "");
}

TEST(Xml, escapes_markup_and_drops_what_xml_forbids)
{
    EXPECT_EQ(to_xml("<a href=\"x\">&</a>"), "&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;");
    EXPECT_EQ(to_xml(std::string("a\0b\x1b\x08"
                                 "c\td\xff",
                                 9)),
              "abc d\uFFFD");
    EXPECT_EQ(to_xml("\uFFFEo\uFFFF\u00e4"), "o\u00e4");
}

}  // namespace
}  // namespace rmirror
