// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/rows/rows_of_pages.hpp"

#include <gtest/gtest.h>
#include <boost/json/object.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace rmirror::targets::notion {
namespace {

using Numbers = std::vector<std::size_t>;

/// Pages in their order, and where some of them stand.
NotebookState notebook_state(std::vector<std::string> pages,
                             std::map<std::string, std::size_t> const& numbers)
{
    NotebookState notebook_state{.pages = std::move(pages)};
    for (auto const& [page, number] : numbers)
        notebook_state.items.push_back({.type = ItemType::page_text,
                                        .item_key = page,
                                        .page_uuid = page,
                                        .remote = {page, {{"row", "r"}, {"row_number", number}}}});
    return notebook_state;
}

/// Of the pages, in their order.
Numbers numbers(NotebookState const& notebook_state, std::size_t max)
{
    auto const rows = rows_of_pages(notebook_state, max);
    Numbers numbers;
    for (auto const& page : notebook_state.pages)
        numbers.push_back(rows.at(page));
    return numbers;
}

TEST(NotionRows, hold_so_many_pages_each)
{
    EXPECT_EQ(numbers(notebook_state({}, {}), 2), Numbers());
    EXPECT_EQ(numbers(notebook_state({"a", "b"}, {}), 2), Numbers({1, 1}));
    EXPECT_EQ(numbers(notebook_state({"a", "b", "c", "d", "e"}, {}), 2), Numbers({1, 1, 2, 2, 3}));
}

TEST(NotionRows, keep_places_for_pages_that_are_still_to_come)
{
    EXPECT_EQ(numbers(notebook_state({"a", "b", "c", "d", "e"}, {{"e", 3}}), 2), Numbers({1, 1, 2, 2, 3}));
    EXPECT_EQ(numbers(notebook_state({"a", "b", "c", "d", "e"}, {{"c", 2}, {"b", 1}}), 2),
              Numbers({1, 1, 2, 2, 3}));
}

TEST(NotionRows, keep_their_pages_wherever_these_move)
{
    EXPECT_EQ(numbers(notebook_state({"c", "a", "b"}, {{"a", 1}, {"b", 1}, {"c", 2}}), 2),
              Numbers({2, 1, 1}));
    // Where many may stand now, or few.
    EXPECT_EQ(numbers(notebook_state({"a", "b", "c"}, {{"a", 1}, {"b", 1}, {"c", 2}}), 500),
              Numbers({1, 1, 2}));
    EXPECT_EQ(numbers(notebook_state({"a", "b", "c"}, {{"a", 1}, {"b", 1}}), 1), Numbers({1, 1, 2}));
}

TEST(NotionRows, take_a_page_beside_its_neighbours_or_further_on)
{
    auto const full = std::map<std::string, std::size_t>{{"a", 1}, {"b", 1}, {"c", 2}, {"d", 2}, {"e", 3}};
    EXPECT_EQ(numbers(notebook_state({"a", "new", "b", "c", "d", "e"}, full), 2),
              Numbers({1, 3, 1, 2, 2, 3}));
    EXPECT_EQ(numbers(notebook_state({"new", "a", "b", "c", "d", "e"}, full), 3),
              Numbers({1, 1, 1, 2, 2, 3}));
    EXPECT_EQ(numbers(notebook_state({"a", "b", "c", "d", "new", "e"}, full), 3),
              Numbers({1, 1, 2, 2, 2, 3}));
    // What is no longer in the notebook takes its place until it has gone from its row.
    EXPECT_EQ(numbers(notebook_state({"a", "new"}, {{"a", 1}, {"gone", 1}}), 2), Numbers({1, 2}));
}

TEST(NotionRows, wait_for_pages_that_are_to_come_back)
{
    auto lost = notebook_state({"a", "b", "c"}, {{"c", 2}});
    for (std::string const page : {"a", "b"})
        lost.items.push_back({.type = ItemType::page_text,
                              .item_key = page,
                              .page_uuid = page,
                              .remote = {page, {{"row_number", 2}}}});
    EXPECT_EQ(numbers(lost, 2), Numbers({2, 2, 2}));
}

}  // namespace
}  // namespace rmirror::targets::notion
