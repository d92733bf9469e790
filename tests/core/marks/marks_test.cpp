// SPDX-License-Identifier: AGPL-3.0-or-later
#include "marks/marks.hpp"

#include "marks/marks_json.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include <chrono>
#include <cmath>
#include <limits>
#include <numbers>

namespace rmirror {
namespace {

constexpr double kSize = 36;  // page units, as of 11 points
constexpr double kPitch = 1.25 * kSize;
constexpr std::uint32_t kFineliner = 17;
constexpr std::uint32_t kHighlighter = 18;

/// Lines of words, each four letters wide, from (0, 0) downwards.
std::vector<Word> printed(std::vector<std::vector<std::string>> const& lines)
{
    std::vector<Word> words;
    for (std::size_t line = 0; line < lines.size(); ++line)
        for (std::size_t i = 0; i < lines[line].size(); ++i) {
            Word word;
            word.text = lines[line][i];
            word.rect = {100.0 * static_cast<double>(i), kPitch * static_cast<double>(line), 80, kSize};
            word.line = static_cast<std::uint32_t>(line);
            word.size = kSize;
            words.push_back(std::move(word));
        }
    return words;
}

std::vector<Word> text()
{
    return printed({{"One", "two", "three.", "Four"},
                    {"five", "six", "seven", "eight."},
                    {"Nine", "ten.", "Last", "one."}});
}

double baseline(double line)
{
    return kPitch * line + 0.8 * kSize;
}

Stroke through(std::vector<std::pair<double, double>> const& corners, std::uint32_t tool = kFineliner)
{
    Stroke stroke;
    stroke.tool = tool;
    for (std::size_t i = 0; i + 1 < corners.size(); ++i)
        for (int step = 0; step <= 12; ++step) {
            auto const part = step / 12.0;
            Point point;
            point.x = static_cast<float>(corners[i].first + (corners[i + 1].first - corners[i].first) * part);
            point.y =
                static_cast<float>(corners[i].second + (corners[i + 1].second - corners[i].second) * part);
            point.width = tool == kHighlighter ? 30 : 4;
            point.pressure = 0.7F;
            stroke.points.push_back(point);
        }
    return stroke;
}

Stroke around(double left, double top, double right, double bottom)
{
    Stroke stroke;
    stroke.tool = kFineliner;
    for (int step = 0; step <= 40; ++step) {
        auto const angle = 2 * std::numbers::pi * step / 40;
        Point point;
        point.x = static_cast<float>((left + right) / 2 + (right - left) / 2 * std::cos(angle));
        point.y = static_cast<float>((top + bottom) / 2 + (bottom - top) / 2 * std::sin(angle));
        point.width = 4;
        stroke.points.push_back(point);
    }
    return stroke;
}

Page inked(std::vector<Stroke> strokes)
{
    Page page;
    page.version = 6;
    page.layers.push_back({"Layer 1", true, std::move(strokes), {}, {}});
    return page;
}

FoundMarks found(Page const& page, std::vector<Word> words = text())
{
    return find_marks(PreparedPage(page), std::move(words));
}

/// "kind: text", one per line.
std::string listed(FoundMarks const& found)
{
    std::string list;
    for (auto const& mark : found.marks)
        list += std::string(list.empty() ? "" : "\n") + name_of(mark.kind) + ": " + mark.text;
    return list;
}

std::string marked_by(Stroke const& stroke)
{
    return listed(found(inked({stroke})));
}

TEST(Marks, under_words_underline_them)
{
    EXPECT_EQ(marked_by(through({{98, baseline(0) + 6}, {285, baseline(0) + 9}})), "underline: two three.");
}

TEST(Marks, through_words_cross_them_out)
{
    EXPECT_EQ(marked_by(through({{98, baseline(0) - 11}, {285, baseline(0) - 11}})), "");
}

TEST(Marks, over_words_highlight_them_with_a_highlighter)
{
    EXPECT_EQ(marked_by(through({{95, baseline(1) - 9}, {385, baseline(1) - 9}}, kHighlighter)),
              "highlighter: six seven eight.");
}

TEST(Marks, of_two_lines_are_one)
{
    auto const page = inked({through({{198, baseline(0) + 6}, {384, baseline(0) + 6}}),
                             through({{0, baseline(1) + 6}, {182, baseline(1) + 6}})});
    EXPECT_EQ(listed(found(page)), "underline: three. Four five six");
    EXPECT_EQ(found(page).marks[0].rects.size(), 2U);
}

TEST(Marks, around_words_circle_them)
{
    EXPECT_EQ(marked_by(around(80, kPitch - 10, 300, kPitch + kSize + 10)), "circle: six seven");
}

TEST(Marks, beside_lines_mark_these)
{
    EXPECT_EQ(marked_by(through({{-60, kPitch + 4}, {-58, 2 * kPitch + 30}})),
              "margin_bar: five six seven eight. Nine ten. Last one.");
}

TEST(Marks, that_point_at_a_word_mark_its_sentence)
{
    auto const y = baseline(1) - 9;
    auto const page =
        inked({through({{-160, y}, {-15, y}}), through({{-50, y - 25}, {-13, y}, {-50, y + 25}})});
    EXPECT_EQ(listed(found(page)), "arrow: Four five six seven eight.");
}

TEST(Marks, say_the_sentence_and_the_heading)
{
    auto words = printed({{"The", "heading"}, {"One", "two", "three.", "Four"}, {"five", "six."}});
    for (std::size_t i = 0; i < words.size(); ++i) {
        words[i].block = i < 2 ? 0 : 1;
        words[i].size = i < 2 ? 50 : kSize;
    }
    auto const marks = found(inked({through({{0, baseline(2) + 6}, {82, baseline(2) + 6}})}), words).marks;
    ASSERT_EQ(marks.size(), 1U);
    EXPECT_EQ(marks[0].text, "five");
    EXPECT_EQ(marks[0].sentence, "Four five six.");
    EXPECT_EQ(marks[0].heading, "The heading");
}

TEST(Marks, join_words_that_a_line_divides)
{
    auto const words = printed({{"an", "exam-"}, {"ple", "here"}});
    auto const page = inked({through({{98, baseline(0) + 6}, {184, baseline(0) + 6}}),
                             through({{0, baseline(1) + 6}, {84, baseline(1) + 6}})});
    EXPECT_EQ(listed(found(page, words)), "underline: example");
}

TEST(Marks, do_not_know_abbreviations_as_the_ends_of_sentences)
{
    auto const words = printed({{"See", "e.g.", "Smith", "now."}});
    EXPECT_EQ(
        found(inked({through({{198, baseline(0) + 6}, {284, baseline(0) + 6}})}), words).marks.at(0).sentence,
        "See e.g. Smith now.");
}

TEST(Marks, on_text_that_runs_downwards_are_found_there)
{
    auto words = text();
    for (auto& word : words) {
        word.rect = {-word.rect.y - word.rect.height, word.rect.x, word.rect.height, word.rect.width};
        word.turn = 1;
    }
    auto const x = -baseline(0) - 6;
    auto const marks = found(inked({through({{x, 98}, {x, 285}})}), words);
    EXPECT_EQ(listed(marks), "underline: two three.");
    EXPECT_DOUBLE_EQ(marks.marks[0].rects.at(0).y, 100);
    EXPECT_DOUBLE_EQ(marks.marks[0].rects.at(0).height, 180);
}

TEST(Marks, on_typed_text_need_no_printed_words)
{
    Page page = inked({});
    TextBlock block{.x = -468, .y = 234, .width = 936, .leading_line_style = {}, .paragraphs = {}};
    Paragraph paragraph;
    paragraph.runs.push_back({"Some typed words", false, false});
    block.paragraphs.push_back(paragraph);
    page.text = block;
    auto const lines = lay_out(*page.text);
    auto const words = typed_words(lines, 0, 0);
    ASSERT_EQ(words.size(), 3U);
    auto const y = lines[0].baseline + 6;
    page.layers[0].strokes.push_back(
        through({{words[1].rect.x, y}, {words[1].rect.x + words[1].rect.width, y}}));
    EXPECT_EQ(listed(found(page, {})), "underline: typed");
}

TEST(Marks, on_print_that_is_switched_off_are_none)
{
    auto page = inked({through({{98, baseline(0) + 6}, {285, baseline(0) + 6}})});
    page.source_visible = false;
    EXPECT_EQ(listed(found(page)), "");
    page.source_visible = true;
    page.layers[0].visible = false;
    EXPECT_EQ(listed(found(page)), "");
}

TEST(Marks, over_nothing_are_counted)
{
    auto const none = found(inked({through({{0, 2000}, {400, 2000}}, kHighlighter)}));
    EXPECT_EQ(listed(none), "");
    EXPECT_EQ(none.shapes_over_nothing, 1U);
}

/// Six letters of handwriting from (0, 2000) to (280, 2040).
std::vector<Stroke> handwriting()
{
    std::vector<Stroke> strokes;
    for (int letter = 0; letter < 6; ++letter) {
        auto const x = 50.0 * letter;
        strokes.push_back(through({{x, 2000}, {x + 30, 2040}, {x, 2040}}));
    }
    return strokes;
}

TEST(Marks, over_handwriting_emphasise_it)
{
    auto strokes = handwriting();
    strokes.push_back(through({{-10, 2050}, {300, 2052}}));
    auto const page = inked(std::move(strokes));
    auto const emphasised = found(page).emphasised;
    ASSERT_EQ(emphasised.size(), 1U);
    EXPECT_NEAR(emphasised[0].y, 2000, 5);
    EXPECT_NEAR(emphasised[0].height, 40, 8);
}

TEST(Marks, that_are_fraction_bars_emphasise_nothing)
{
    auto strokes = handwriting();
    strokes.push_back(through({{-10, 2050}, {300, 2052}}));
    strokes.push_back(through({{100, 2062}, {130, 2102}, {100, 2102}}));
    EXPECT_TRUE(found(inked(strokes)).emphasised.empty());
    // The next line of a text reaches beyond the underlined words.
    for (double const x : {150.0, 250.0, 305.0})
        strokes.push_back(through({{x, 2062}, {x + 30, 2102}, {x, 2102}}));
    EXPECT_EQ(found(inked(strokes)).emphasised.size(), 1U);
}

TEST(Marks, around_what_is_painted_black_emphasise_nothing)
{
    auto strokes = handwriting();
    strokes.push_back(around(-60, 1980, 340, 2060));
    EXPECT_EQ(found(inked(strokes)).emphasised.size(), 1U);
    for (double y = 1982; y < 2058; ++y)
        strokes.push_back(through({{-30, y}, {310, y + 1}, {-30, y + 2}}));
    EXPECT_TRUE(found(inked(strokes)).emphasised.empty());
}

TEST(Marks, are_not_letters_written_with_a_highlighter)
{
    auto const y = through({{450, -10}, {458, 64}}, kHighlighter);
    EXPECT_EQ(listed(found(inked({y}))), "margin_bar: One two three. Four five six seven eight.");
    auto const ellow = through({{480, 20}, {560, 60}, {640, 20}, {720, 60}}, kHighlighter);
    EXPECT_EQ(listed(found(inked({y, ellow}))), "");
}

TEST(Marks, are_not_words_written_in_one_stroke)
{
    std::vector<std::pair<double, double>> corners;
    corners.reserve(28);
    for (int i = 0; i < 24; ++i)
        corners.emplace_back(-200 + 7 * i, kPitch + (i % 2 == 0 ? 0 : 14));
    corners.insert(corners.end(),
                   {{-20, kPitch + 14}, {-60, kPitch - 10}, {-20, kPitch + 14}, {-60, kPitch + 40}});
    EXPECT_EQ(marked_by(through(corners)), "");
}

TEST(Marks, are_not_letters_that_look_like_arrows)
{
    auto const letter = through({{40, -90}, {40, -20}, {22, -45}, {40, -20}, {58, -45}});
    EXPECT_EQ(marked_by(letter), "arrow: One two three.");
    auto const neighbour = through({{0, -70}, {25, -20}, {0, -20}});
    EXPECT_EQ(listed(found(inked({letter, neighbour}))), "");
}

TEST(Marks, are_not_lines_drawn_back_a_little)
{
    EXPECT_EQ(marked_by(through(
                  {{-160, kPitch}, {-20, kPitch}, {-28, kPitch - 5}, {-20, kPitch}, {-28, kPitch + 5}})),
              "");
}

TEST(Marks, of_more_than_the_limit_are_left_out)
{
    std::vector<std::vector<std::string>> lines(300, {"aa", "bb", "cc", "dd"});
    auto words = printed(lines);
    // Paragraphs of their own, so that no mark continues another.
    for (std::size_t i = 0; i < words.size(); ++i)
        words[i].block = static_cast<std::uint32_t>(i);
    std::vector<Stroke> strokes;
    strokes.reserve(words.size());
    for (auto const& word : words)
        strokes.push_back(through(
            {{word.rect.x, word.rect.y + 0.95 * kSize}, {word.rect.x + 80, word.rect.y + 0.95 * kSize}}));
    auto const all = found(inked(strokes), words);
    EXPECT_EQ(all.marks.size(), kMaxMarks);
    EXPECT_EQ(all.beyond_limit, 1200 - kMaxMarks);
}

TEST(Marks, of_hostile_pages_end)
{
    auto nowhere = through({{0, 0}, {10, 10}});
    for (auto& point : nowhere.points)
        point.x = std::numeric_limits<float>::quiet_NaN();
    auto far = through({{-1e30, 0}, {1e30, 0}});
    auto words = text();
    words.push_back({"odd", {0, 0, 0, 0}, 9, 9, 0, 7, false, false});
    words.push_back({"", {0, 0, 1, 1}, 9, 9, 1, 0, false, false});
    EXPECT_LE(found(inked({nowhere, far, Stroke{}}), words).marks.size(), 3U);
}

TEST(Words, are_read_strictly)
{
    EXPECT_EQ(read_words(R"([["a",0,0,5,5,0,0,9,0,1],["",0,0,5,5,0,0,9,0,0]])").value().size(), 1U);
    for (auto const* bad : {"", "{}", "[1]", R"([["a",0,0,5,5,0,0,9,0]])", R"([["a",0,0,5,5,0,0,9,0,true]])",
                            R"([[1,0,0,5,5,0,0,9,0,1]])", R"([["a",1e300,0,5,5,0,0,9,0,1]])"})
        EXPECT_FALSE(read_words(bad).ok()) << bad;
}

TEST(Words, end_with_their_last_heading)
{
    auto words = printed(
        {{"First", "heading"}, {"body", "text", "that", "fills"}, {"and", "more", "of", "it"}, {"Second"}});
    for (auto& word : words) {
        word.block = word.line;
        word.size = word.line == 0 || word.line == 3 ? 50 : kSize;
    }
    EXPECT_EQ(last_heading(words), "Second");
    EXPECT_EQ(last_heading({}), "");
}

TEST(Marks, are_told_as_json)
{
    auto const page = inked({through({{98, baseline(0) + 6}, {285, baseline(0) + 6}})});
    auto const told = boost::json::parse(marks_json(found(page)));
    EXPECT_EQ(told.at("marks").at(0).at("kind"), "underline");
    EXPECT_EQ(told.at("marks").at(0).at("sentence"), "One two three.");
    EXPECT_EQ(told.at("beyond_limit"), 0);
}

}  // namespace
}  // namespace rmirror
