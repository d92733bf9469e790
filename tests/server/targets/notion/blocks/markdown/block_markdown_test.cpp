// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/markdown/block_markdown.hpp"

#include "targets/notion/blocks/block_json.hpp"
#include "targets/notion/blocks/markdown/markdown_blocks.hpp"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <random>

namespace rmirror::targets::notion {
namespace {

namespace json = boost::json;

/// A block as Notion lists what it was sent.
Block read_back(Block const& block)
{
    if (block.kind == BlockKind::other)
        return block;
    auto read = json_of(block);
    auto& content = read.at(read.at("type").as_string()).as_object();
    if (content.contains("rich_text"))
        for (auto& item : content.at("rich_text").as_array()) {
            auto& object = item.as_object();
            auto const* const text = object.if_contains("text");
            object["plain_text"] = text ? text->at("content") : object.at("equation").at("expression");
            object["href"] = nullptr;
            if (!object.contains("annotations"))
                object["annotations"] = {{"bold", false}, {"underline", false}, {"color", "default"}};
        }
    if (!content.contains("color"))
        content["color"] = "default";
    auto result = block_of(json::parse(json::serialize(read)).as_object());
    for (auto const& child : block.children)
        result.children.push_back(read_back(child));
    return result;
}

std::vector<Block> read_back(std::vector<Block> const& blocks)
{
    std::vector<Block> all(blocks.size());
    std::transform(blocks.begin(), blocks.end(), all.begin(),
                   [](Block const& block) { return read_back(block); });
    return all;
}

void expect_same_hashes(std::vector<Block> const& written, std::vector<Block> const& read)
{
    ASSERT_EQ(written.size(), read.size());
    for (std::size_t i = 0; i < written.size(); ++i) {
        EXPECT_EQ(hash_of(written[i]), hash_of(read[i])) << plain_text(written[i].text);
        expect_same_hashes(written[i].children, read[i].children);
    }
}

std::string round_trip(std::string const& markdown)
{
    auto const blocks = blocks_of_markdown(markdown);
    auto const read = read_back(blocks);
    expect_same_hashes(blocks, read);
    return markdown_of(read);
}

TEST(BlockMarkdown, is_what_was_read)
{
    for (std::string const markdown : {
             "one\ntwo\n\nthree",
             "# Shopping\n\n- [ ] Paper\n- [x] Pens\n  - red\n  - [ ] ↳ blue\n\n---\n\nEnd",
             "1. a\n  - b\n    1. c\n2. d\n4. e\n5. f\n  - g\n1. h",
             "**Date: 3 May**\n\n[?] a [x] b [c] (d) #e C# f_g_h 5 * 3 a < b > c ~5 ~~ `",
             "1\\. no list\n\n\\- nor this\n\n\\# nor this\n\na\n\\> b\n2. c\n\\---\n\\+ d",
             "a **b *c* d** ~~e~~ `f` $x_1^2$ [g **h**](https://i.j/k?l=m&n)",
             "***a** b* **c** *d* ``e`f``",
             "costs $5 and $6\n\na \\$x\\$ b",
             "$$\\int_0^1 x\\,dx$$\n\n| a | b |\n| --- | --- |\n| **1** \\| 2 | $y$ |\n|  | c |",
             "> a\n> b\n>\n> - c\n>\n> d\n\n```python\nif a:\n\n  b\n```",
             "- a\n  b\n\n  c\n- d\n\ne",
             "\\*a\\* and \\*b\\*\n\n\\[c\\](https://d.e)\n\n\\`f\\` \\~\\~g\\~\\~",
             "ends in \\\\\nso",
             "你好 😀 *ü* (**ä**)",
         })
        EXPECT_EQ(round_trip(markdown), markdown);
}

TEST(BlockMarkdown, shows_what_others_wrote_as_far_as_it_can)
{
    EXPECT_EQ(markdown_of({{.kind = BlockKind::callout, .text = {{.text = "a\nb"}}},
                           {.kind = BlockKind::toggle,
                            .text = {{.text = "Page 1"}},
                            .children = {{.text = {{.text = " bold ", .bold = true}, {.text = "c"}}}}},
                           {.kind = BlockKind::other, .other = "bookmark"}}),
              "> a\n> b\n\nPage 1\n\n **bold** c\n\n");
}

/// Pages of what models write, in the one form in which Markdown is read back.
class Pages {
public:
    explicit Pages(unsigned seed) : random_(seed) {}

    std::string page()
    {
        std::string page;
        for (auto left = 1 + below(12); left > 0; --left)
            page += (page.empty() ? "" : "\n\n") + part();
        return page;
    }

private:
    std::size_t below(std::size_t end) { return random_() % end; }

    template <typename T>
    T const& one_of(std::vector<T> const& all)
    {
        return all[below(all.size())];
    }

    std::string part()
    {
        switch (was_list_ ? below(7) : below(9)) {
            case 0:
                return heading();
            case 1:
                return "---";
            case 2:
                return "$$" + formula() + "$$";
            case 3:
                return table();
            case 4:
                return "> " + line() + "\n> " + line();
            case 5:
                return "```" + one_of<std::string>({"", "python", "c++"}) + "\nif " + line() +
                       ":\n\n    # x_*y*\n```";
            case 6:
                was_list_ = false;
                return paragraph();
            default:
                was_list_ = true;
                return list(0);
        }
    }

    std::string heading()
    {
        was_list_ = false;
        return std::string(1 + below(3), '#') + " " + line();
    }

    std::string paragraph()
    {
        std::string text = line();
        for (auto left = below(5); left > 0; --left)
            text += "\n" + line();
        return text;
    }

    std::string table()
    {
        auto const width = 1 + below(4);
        std::string text = row(width) + "\n|";
        for (std::size_t i = 0; i < width; ++i)
            text += " --- |";
        for (auto left = below(4); left > 0; --left)
            text += "\n" + row(width);
        return text;
    }

    std::string row(std::size_t width)
    {
        std::string text = "|";
        for (std::size_t i = 0; i < width; ++i)
            text += below(4) == 0 ? "  |" : " " + words() + " |";
        return text;
    }

    std::string list(std::size_t depth)
    {
        std::string text;
        std::size_t number = 0;
        for (auto left = 1 + below(4); left > 0; --left) {
            auto const kind = below(4);
            number = kind == 3 ? number + 1 : 0;
            std::string const mark = kind == 0   ? "- "
                                     : kind == 1 ? "- [ ] "
                                     : kind == 2 ? "- [x] "
                                                 : std::to_string(below(5) == 0 ? 7 : number) + ". ";
            if (mark == "7. ")
                number = 0;
            text += (text.empty() ? "" : "\n") + std::string(2 * depth, ' ') + mark + line();
            if (depth < 11 && below(3) == 0)
                text += "\n" + list(depth + 1);
        }
        return text;
    }

    std::string formula() { return one_of<std::string>({"x^2", "\\frac{a}{b}", "a_1 < b_2", "\\{c\\}"}); }

    std::string line()
    {
        auto text = words();
        for (auto left = below(3); left > 0; --left)
            text += " " + piece() + " " + words();
        return text;
    }

    std::string piece()
    {
        switch (below(9)) {
            case 0:
                return "**" + words() + "**";
            case 1:
                return "*" + words() + "*";
            case 2:
                return "~~" + words() + "~~";
            case 3:
                return "`" + words() + " *x*`";
            case 4:
                return "$" + formula() + "$";
            case 5:
                return "[" + words() + "](https://example.org/a_b?c=*)";
            case 6:
                return "**" + words() + " *" + words() + "***";
            default:
                return one_of<std::string>({"[?]",  "5 * 3",      "a_b_c",   "x < y", "<b>",  "$5",
                                            "50 %", "node.io/x",  "12. May", "- so",  "# no", "&amp;",
                                            "C++",  "\"quoted\"", "(1)",     "😀",     "→ ü",  "~ 3",
                                            "100$", "a@b.c",      "[ ] x"});
        }
    }

    std::string words()
    {
        std::string text = one_of(words_);
        for (auto left = below(4); left > 0; --left)
            text += " " + one_of(words_);
        return text;
    }

    std::mt19937 random_;
    bool was_list_ = false;
    std::vector<std::string> words_ = {"milk",  "Straße",     "tomorrow", "12",  "don't",
                                       "naïve", "well-known", "日本",     "e.g."};
};

TEST(BlockMarkdown, of_two_hundred_generated_pages_is_what_was_read)
{
    for (unsigned seed = 0; seed < 200; ++seed) {
        auto const page = Pages(seed).page();
        ASSERT_EQ(round_trip(page), page) << seed;
    }
}

/// All that is said, without blanks.
std::string words_of(std::vector<Block> const& blocks)
{
    std::string words;
    auto const add = [&](Spans const& spans) {
        for (char const c : plain_text(spans))
            if (c != ' ' && c != '\n')
                words += c;
    };
    for (auto const& block : blocks) {
        add(block.text);
        for (auto const& cell : block.cells)
            add(cell);
        words += words_of(block.children);
    }
    return words;
}

TEST(BlockMarkdown, of_any_signs_reads_as_the_same_words)
{
    std::mt19937 random(7);
    std::string_view const signs = "ab1 \n\n-*_~`$[]()<>#|\\.!:+=&x  \n";
    for (int round = 0; round < 500; ++round) {
        std::string text;
        for (auto left = random() % 40; left > 0; --left)
            text += signs[random() % signs.size()];
        auto const blocks = blocks_of_markdown(text);
        ASSERT_EQ(words_of(blocks_of_markdown(markdown_of(blocks))), words_of(blocks)) << text << "\n---\n"
                                                                                       << markdown_of(blocks);
    }
}

}  // namespace
}  // namespace rmirror::targets::notion
