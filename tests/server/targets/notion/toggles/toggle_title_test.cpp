// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/toggles/toggle_title.hpp"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>

#include <string>

namespace rmirror::targets::notion {
namespace {

boost::json::object read(std::string const& type)
{
    return boost::json::parse(R"({"type": ")" + type + R"(", ")" + type + R"(": {"rich_text": [
        {"type": "text", "text": {"content": "My "}, "plain_text": "My "},
        {"type": "text", "text": {"content": "Page 1", "link": {"url": "https://old.example.org/pages/7?page=p-1"}},
         "plain_text": "Page 1"}]}})")
        .as_object();
}

TEST(NotionToggles, are_known_by_the_page_in_their_link)
{
    EXPECT_TRUE(is_toggle_of(read("toggle"), "p-1"));
    EXPECT_FALSE(is_toggle_of(read("toggle"), "p-2"));
    EXPECT_FALSE(is_toggle_of(read("paragraph"), "p-1"));
    EXPECT_FALSE(is_toggle_of({}, "p-1"));
}

TEST(NotionToggles, without_a_link_are_known_by_their_number)
{
    auto const titled = [](std::string const& title) {
        return boost::json::parse(R"({"type": "toggle", "toggle": {"rich_text": [
            {"type": "text", "text": {"content": ")" +
                                  title + R"("}, "plain_text": ")" + title + R"("}]}})")
            .as_object();
    };
    EXPECT_EQ(number_in_title(titled("Page 12")), 12);
    EXPECT_EQ(number_in_title(titled("Page 12 of mine")), 0);
    EXPECT_EQ(number_in_title(titled("Page ")), 0);
    EXPECT_EQ(number_in_title(titled("Notes")), 0);
    EXPECT_EQ(number_in_title(read("toggle")), 0);
}

}  // namespace
}  // namespace rmirror::targets::notion
