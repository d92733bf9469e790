// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/readwise/highlight.hpp"

#include "targets/readwise/pieces.hpp"
#include "targets/readwise/readwise.hpp"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>

namespace rmirror::targets::readwise {
namespace {

namespace json = boost::json;

Link const kLink = [](std::string_view path) { return "https://notes.example.org" + std::string(path); };

Delivery passage(std::string const& text = "To be")
{
    Delivery item{.type = ItemType::highlight, .item_key = "key", .notebook_uuid = "n", .page_uuid = "p"};
    item.content = {{"text", text}, {"note", "Really?"}, {"color", "yellow"}, {"location", 3}};
    item.context = {{"visible_name", "Hamlet"},
                    {"title", ""},
                    {"document_type", "epub"},
                    {"authors", {"William Shakespeare", "Kim"}},
                    {"highlighted_at", "2026-11-03T08:15:00+00:00"}};
    return item;
}

json::object sent(Delivery const& item)
{
    return highlights_of(item, book_of(item, kLink), kLink).at(0).as_object();
}

TEST(ReadwisePieces, are_cut_between_words_within_the_length)
{
    EXPECT_EQ(pieces_of("one two three", 100), (std::vector<std::string>{"one two three"}));
    EXPECT_EQ(pieces_of("one two three", 8), (std::vector<std::string>{"one two", "three"}));
    EXPECT_EQ(pieces_of("one two three", 7), (std::vector<std::string>{"one two", "three"}));
    EXPECT_EQ(pieces_of("  one \n", 3), (std::vector<std::string>{"one"}));
    EXPECT_EQ(pieces_of("abcdefgh", 3), (std::vector<std::string>{"abc", "def", "gh"}));
    EXPECT_TRUE(pieces_of(" \n ", 3).empty());
}

TEST(ReadwisePieces, are_counted_in_characters)
{
    EXPECT_EQ(pieces_of("äöü", 3).size(), 1U);
    EXPECT_EQ(pieces_of("äöüß", 3), (std::vector<std::string>{"äöü", "ß"}));
    EXPECT_EQ(shortened("äöüß", 4), "äöüß");
    EXPECT_EQ(shortened("äöüßé", 4), "äöü…");
}

TEST(ReadwiseHighlight, is_told_as_readwise_has_it)
{
    EXPECT_EQ(json::value(sent(passage())), json::parse(R"({
        "text": "To be", "title": "Hamlet", "author": "William Shakespeare, Kim", "category": "books",
        "source_type": "rmirror", "source_url": "https://notes.example.org/notebooks/n", "note": "Really?",
        "location": 3, "location_type": "page", "highlighted_at": "2026-11-03T08:15:00+00:00",
        "highlight_url": "https://notes.example.org/notebooks/n#highlight-key"})"));
}

TEST(ReadwiseHighlight, leaves_out_what_nobody_knows)
{
    auto item = passage();
    item.content["location"] = nullptr;
    item.content["note"] = nullptr;
    item.context = {};
    auto const highlight = sent(item);
    EXPECT_FALSE(highlight.contains("location"));
    EXPECT_FALSE(highlight.contains("author"));
    EXPECT_FALSE(highlight.contains("highlighted_at"));
    EXPECT_EQ(highlight.at("note"), "");
    EXPECT_EQ(highlight.at("title"), "Untitled notebook");
}

TEST(ReadwiseHighlight, goes_in_pieces_when_it_is_long)
{
    auto const item = passage(std::string(9000, 'x'));
    auto const highlights = highlights_of(item, book_of(item, kLink), kLink);
    ASSERT_EQ(highlights.size(), 2U);
    EXPECT_EQ(highlights[0].at("text").as_string().size(), 8191U);
    EXPECT_EQ(highlights[1].at("highlight_url"), "https://notes.example.org/notebooks/n#highlight-key-2");
    EXPECT_EQ(highlights[1].at("note"), "");
}

TEST(ReadwiseHighlight, has_the_title_and_the_kind_of_its_document)
{
    auto item = passage();
    item.context["title"] = "The Tragedy of Hamlet";
    EXPECT_EQ(sent(item).at("title"), "The Tragedy of Hamlet");
    item.context["document_type"] = "pdf";
    EXPECT_EQ(sent(item).at("category"), "articles");
    item.context["document_type"] = "notebook";
    EXPECT_EQ(sent(item).at("category"), "books");
}

TEST(ReadwiseHighlight, keeps_the_first_title_of_its_notebook)
{
    auto item = passage();
    auto const before =
        remote_of({.url = url_of(kLink, "n", "key", 0), .ids = {7, 8}, .book = {5, "Draft", "", "articles"}});
    EXPECT_EQ(before.id, "7");
    item.sibling = before.metadata;
    EXPECT_EQ(sent(item).at("title"), "Draft");
    EXPECT_EQ(sent(item).at("category"), "articles");
    EXPECT_FALSE(sent(item).contains("author"));
    item.sibling.reset();
    item.remote = before;
    EXPECT_EQ(sent(item).at("title"), "Draft");
    EXPECT_EQ(known_of(before.metadata).ids, (std::vector<std::int64_t>{7, 8}));
    EXPECT_EQ(book_of(item, kLink).id, 5);
    item.notebook_uuid = "other";
    EXPECT_EQ(sent(item).at("title"), "Hamlet");
}

TEST(ReadwiseTarget, refuses_a_token_that_is_none)
{
    Values values;
    for (auto const* const token : {"", "two words", "line\r\nbreak", "schlüssel"}) {
        values.secrets["token"] = Secret(token);
        auto const fault = kTarget.validate(values, false);
        ASSERT_TRUE(fault) << token;
        EXPECT_EQ(fault->field, "token");
    }
    values.secrets["token"] = Secret("aB3");
    EXPECT_FALSE(kTarget.validate(values, false));
}

}  // namespace
}  // namespace rmirror::targets::readwise
