// SPDX-License-Identifier: AGPL-3.0-or-later
// Where the words stand that were found, counted as JavaScript counts.
#include "search/snippet.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <string>

namespace rmirror::search {
namespace {

std::string shown(std::string const& marked)
{
    return boost::json::serialize(snippet_of(marked));
}

TEST(Snippet, tells_where_the_marked_words_stand)
{
    EXPECT_EQ(shown("plain"), R"({"text":"plain","ranges":[]})");
    EXPECT_EQ(shown("a \x02red\x03 and a \x02"
                    "blue\x03"),
              R"({"text":"a red and a blue","ranges":[{"start":2,"end":5},{"start":12,"end":16}]})");
}

TEST(Snippet, counts_in_units_of_utf_16)
{
    EXPECT_EQ(shown("é€ 😀 \x02wörd\x03"), R"({"text":"é€ 😀 wörd","ranges":[{"start":6,"end":10}]})");
}

TEST(Snippet, survives_marks_that_belong_to_no_word)
{
    EXPECT_EQ(shown("\x03"
                    "a\x02\x02"
                    "b"),
              R"({"text":"ab","ranges":[{"start":1,"end":2}]})");
    EXPECT_EQ(shown("\x02\x03"), R"({"text":"","ranges":[]})");
}

TEST(Snippet, cuts_what_is_too_long_within_a_word_as_well)
{
    auto const long_word = std::string(kMaxUnits - 1, 'x') + "😀";
    auto const cut = snippet_of("\x02" + long_word + "\x03");
    EXPECT_EQ(cut.at("text").as_string(), std::string(kMaxUnits - 1, 'x') + "…");
    EXPECT_EQ(cut.at("ranges").at(0).at("end").to_number<std::size_t>(), kMaxUnits - 1);
}

TEST(Snippet, joins_letters_that_were_taken_apart_and_shows_nothing_of_it)
{
    EXPECT_EQ(shown("\x1f"
                    "我\x1f\x1f\x02東\x03\x1f\x1f\x02京\x03\x1f\x1f"
                    "へ\x1f and \x02tea\x03"),
              R"({"text":"我東京へ and tea","ranges":[{"start":1,"end":3},{"start":9,"end":12}]})");
}

TEST(Snippet, is_cut_between_graphemes)
{
    // A family of four is one grapheme of 11 units; so is a letter with its accents.
    std::string const family = "👨‍👩‍👧‍👦";
    auto const cut = snippet_of("\x02" + std::string(kMaxUnits - 5, 'x') + family + "\x03 and more");
    EXPECT_EQ(cut.at("text").as_string(), std::string(kMaxUnits - 5, 'x') + "…");
    EXPECT_EQ(cut.at("ranges").at(0).at("end").to_number<std::size_t>(), kMaxUnits - 5);
    auto const accents = snippet_of(std::string(kMaxUnits - 1, 'x') + "e\u0301\u0301");
    EXPECT_EQ(accents.at("text").as_string(), std::string(kMaxUnits - 1, 'x') + "…");
    // Nothing else would be left.
    std::string letter = "e";
    for (std::size_t i = 0; i < kMaxUnits; ++i)
        letter += "\u0301";
    EXPECT_GT(snippet_of(letter).at("text").as_string().size(), kMaxUnits);
}

}  // namespace
}  // namespace rmirror::search
