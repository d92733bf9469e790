// SPDX-License-Identifier: AGPL-3.0-or-later
#include "text_merge.hpp"

#include "line_diff.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

namespace rmirror {
namespace {

struct Case {
    char const* name;
    std::string base, mine, theirs, merged;
    std::size_t conflicts = 0;
};

class MergeTexts : public testing::TestWithParam<Case> {};

TEST_P(MergeTexts, takes_what_either_changed_and_keeps_what_is_mine)
{
    auto const& [name, base, mine, theirs, merged, conflicts] = GetParam();
    auto const result = merge_texts(base, mine, theirs);
    EXPECT_EQ(result.text, merged);
    EXPECT_EQ(result.conflicts.size(), conflicts);
}

INSTANTIATE_TEST_SUITE_P(
    ofCases, MergeTexts,
    testing::Values(Case{"a_new_line_after_a_corrected_one", "Milk\nEgs", "Milk\nEggs", "Milk\nEgs\nBread",
                         "Milk\nEggs\nBread"},
                    Case{"a_new_line_before_a_corrected_one", "Egs\nMilk", "Eggs\nMilk", "Bread\nEgs\nMilk",
                         "Bread\nEggs\nMilk"},
                    Case{"a_new_line_after_one_that_both_changed", "Buy egs\nMilk", "Buy eggs\nMilk",
                         "Buy eqs\nBread\nMilk", "Buy eggs\nBread\nMilk", 1},
                    Case{"the_same_correction", "Egs", "Eggs", "Eggs", "Eggs"},
                    Case{"lines_that_have_nothing_in_common", "qwv", "Buy milk", "bvy mlik", "Buy milk", 1},
                    Case{"a_line_removed_here_and_changed_there", "One\nTwo tow\nThree", "One\nThree",
                         "One\nTwo two\nThree", "One\nThree", 1},
                    Case{"a_line_changed_here_and_removed_there", "One\nTwo tow\nThree",
                         "One\nTwo two\nThree", "One\nThree", "One\nTwo two\nThree", 1},
                    Case{"a_line_removed_there", "One\nTwo\nThree", "One!\nTwo\nThree", "One\nThree",
                         "One!\nThree"},
                    Case{"lines_added_by_both", "One\nTwo", "One\nMine\nTwo", "One\nTheirs\nTwo",
                         "One\nMine\nTheirs\nTwo"},
                    Case{"the_same_line_added_by_both", "One\nTwo", "One\nNew\nMine\nTwo", "One\nNew\nTwo",
                         "One\nNew\nMine\nTwo"},
                    Case{"an_empty_page", "", "Mine", "Theirs", "Mine\nTheirs"},
                    Case{"an_empty_page_read_for_the_first_time", "", "", "Theirs\n", "Theirs\n"},
                    Case{"a_text_that_was_removed", "One\nTwo", "", "One\nTwo\nThree", "Three"},
                    Case{"line_ends_at_the_end", "One\n", "One\n\n", "One\nTwo\n", "One\nTwo\n\n"}),
    [](auto const& given) { return given.param.name; });

TEST(MergeTexts, says_which_line_is_disputed_and_what_it_is_there)
{
    auto const merged =
        merge_texts("a\nBuy egs\nb\nCall Anm\nc", "a\nBuy eggs\nb\nc", "a\nBuy eqs\nb\nCall Ann\nc");
    ASSERT_EQ(merged.text, "a\nBuy eggs\nb\nc");
    ASSERT_EQ(merged.conflicts.size(), 2U);
    EXPECT_EQ(merged.conflicts[0].line, 1U);
    EXPECT_EQ(merged.conflicts[0].mine, "Buy eggs");
    EXPECT_EQ(merged.conflicts[0].theirs, "Buy eqs");
    EXPECT_EQ(merged.conflicts[1].line, 3U);
    EXPECT_EQ(merged.conflicts[1].mine, std::nullopt);
    EXPECT_EQ(merged.conflicts[1].theirs, "Call Ann");
}

std::multiset<std::string> lines_in(std::string_view text)
{
    std::multiset<std::string> lines;
    for (auto const line : lines_of(text))
        lines.emplace(line);
    return lines;
}

class RandomTexts {
public:
    explicit RandomTexts(unsigned seed) : random_(seed) {}

    std::string text(std::size_t max_lines)
    {
        std::string text;
        for (auto count = below(max_lines); count > 0; --count)
            text += line() + "\n";
        return text;
    }

    std::string edited(std::string_view text)
    {
        std::string edited;
        for (auto const line_of_it : lines_of(text)) {
            auto const what = below(12);
            if (what == 0)
                continue;
            if (what == 1)
                edited += line() + "\n";
            edited += std::string(line_of_it) + (what == 2 ? "!" : "") + "\n";
        }
        return edited;
    }

private:
    std::size_t below(std::size_t bound) { return random_() % bound; }
    std::string line()
    {
        static constexpr char const* kWords[] = {"", "buy", "milk", "- [ ] call", ">", "| a | b |", "Ärger"};
        std::string line;
        for (auto words = below(3); words > 0; --words)
            line += std::string(kWords[below(std::size(kWords))]) + " ";
        return line;
    }

    std::mt19937 random_;
};

TEST(MergeTexts, loses_no_line_of_mine_and_takes_all_of_theirs_where_nothing_is_mine)
{
    for (unsigned seed = 0; seed < 500; ++seed) {
        RandomTexts random(seed);
        auto const base = random.text(40);
        auto const mine = random.edited(base);
        auto const theirs = random.edited(base);
        EXPECT_EQ(merge_texts(base, base, theirs).text, theirs) << seed;
        EXPECT_EQ(merge_texts(base, mine, base).text, mine) << seed;
        EXPECT_EQ(merge_texts(base, mine, mine).text, mine) << seed;
        auto const merged = lines_in(merge_texts(base, mine, theirs).text);
        auto const known = lines_in(base);
        for (auto const& line : lines_in(mine))
            EXPECT_GE(merged.count(line) + known.count(line), lines_in(mine).count(line))
                << seed << ": " << line;
    }
}

TEST(DiffLines, pairs_each_line_with_what_it_became)
{
    auto const older = lines_of("Shopping\nEgs\nMilk\nBred");
    auto const newer = lines_of("Shopping list\nEggs\nNew\nBread");
    auto const diff = diff_lines(older, newer);
    EXPECT_EQ(diff.became, (std::vector<std::optional<std::size_t>>{0, 1, 2, 3}));
    auto const fewer = lines_of("Shopping\nMilk\nBread");
    EXPECT_EQ(diff_lines(older, fewer).became,
              (std::vector<std::optional<std::size_t>>{0, std::nullopt, 1, 2}));
}

TEST(DiffLines, ends_soon_with_texts_that_are_made_for_it)
{
    std::string equal;
    std::string other;
    std::string nested;
    std::string shuffled;
    for (int i = 0; i < 50'000; ++i) {
        equal += ">\n";
        other += i % 2 == 0 ? ">\n" : "|\n";
        nested += std::to_string(i + 1) + "\n" + std::to_string(i) + "\n";
        shuffled += std::to_string(i * 7919 % 100'003) + "\n";
    }
    std::string const long_line(1'000'000, 'x');
    std::vector<std::string> const texts = {equal, other, nested, shuffled, long_line, long_line + "y"};
    for (auto const& base : texts)
        for (auto const& theirs : texts)
            EXPECT_EQ(merge_texts(base, base, theirs).text, theirs);
}

}  // namespace
}  // namespace rmirror
