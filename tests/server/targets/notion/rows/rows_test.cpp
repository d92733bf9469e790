// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/rows/rows.hpp"

#include <gtest/gtest.h>
#include <boost/json/object.hpp>

#include <string>

namespace rmirror::targets::notion {
namespace {

constexpr auto kNotebook = "5d4e3f2a-1b0c-4d9e-8f7a-6b5c4d3e2f1a";

TEST(NotionRows, are_known_by_the_notebook_and_their_number)
{
    for (std::size_t const number : {1U, 2U, 17U}) {
        auto const mark = parse_row_key(text_of({kNotebook, number})).value();
        EXPECT_EQ(mark.notebook_uuid, kNotebook);
        EXPECT_EQ(mark.number, number);
    }
    EXPECT_EQ(text_of({kNotebook, 1}), kNotebook);
    for (std::string const wrong :
         {"", "/2/3", "/", "-1", "/0", "/1", "/2x", "/ 2", "/-2", "/99999999999999999999999"})
        EXPECT_FALSE(parse_row_key(wrong.empty() ? "Diary" : kNotebook + wrong)) << wrong;
}

TEST(NotionRows, tell_their_number_in_their_title)
{
    auto const title = [](std::string const& name, std::size_t number) {
        auto const properties = properties_of({.facts = {{"visible_name", name}}}, {kNotebook, number});
        auto const& words = properties.at("Name").at("title").at(0);
        return std::string(words.at("text").at("content").as_string());
    };
    EXPECT_EQ(title("Diary", 1), "Diary");
    EXPECT_EQ(title("Diary", 2), "Diary (2)");
    EXPECT_EQ(title("", 3), "Untitled (3)");
}

TEST(NotionRows, are_known_by_records_of_pages_and_of_the_notebook)
{
    NotebookState notebook_state;
    auto const add = [&notebook_state](ItemType type, boost::json::object metadata) {
        notebook_state.items.push_back({.type = type, .remote = {"id", std::move(metadata)}});
    };
    add(ItemType::page_text, {{"row", "first"}, {"stamped", 5}});
    add(ItemType::page_text, {{"row", "old"}, {"row_number", 2}});
    add(ItemType::page_text, {{"row", "second"}, {"row_number", 2}, {"row_second", true}});
    add(ItemType::page_text, {{"row_number", 4}});
    add(ItemType::notebook_metadata,
        {{"row", "first"},
         {"stamped", 7},
         {"rows", {{{"row", "third"}, {"row_number", 3}, {"row_found", true}}}}});
    auto const rows = known_rows(notebook_state);
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows.at(1).id, "first");
    EXPECT_EQ(rows.at(1).stamped, 7);
    EXPECT_EQ(rows.at(2).id, "second");
    EXPECT_EQ(rows.at(3).id, "third");
    EXPECT_TRUE(rows.at(3).is_found);
    EXPECT_TRUE(known_rows({}).empty());
}

}  // namespace
}  // namespace rmirror::targets::notion
