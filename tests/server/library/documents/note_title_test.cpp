// SPDX-License-Identifier: AGPL-3.0-or-later
// What notes are called, as tests/note-titles.json says for server and browser.
#include "library/documents/note_title.hpp"

#include "checkout.hpp"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include <fstream>
#include <iterator>
#include <string>

namespace json = boost::json;

TEST(NoteTitle, IsTheFirstLineWithWords)
{
    std::ifstream file(rmirror::checkout() + "/tests/note-titles.json", std::ios::binary);
    std::string const text{std::istreambuf_iterator<char>(file), {}};
    auto const examples = json::parse(text);
    ASSERT_FALSE(examples.as_array().empty());
    for (auto const& each : examples.as_array())
        EXPECT_EQ(rmirror::library::note_title(std::string(each.at("text").as_string())),
                  std::string(each.at("title").as_string()))
            << each;
}

TEST(NoteTitle, OfAMegabyteIsShortAndComplete)
{
    for (std::string const part : {"x", ">", "#", "- ", "ü", "1. "}) {
        std::string text;
        while (text.size() < 1'000'000)
            text += part;
        auto const title = rmirror::library::note_title(text);
        EXPECT_LE(title.size(), 200U) << part;
        EXPECT_FALSE(title.empty()) << part;
    }
}
