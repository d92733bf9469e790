// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/workspace/toc.hpp"

#include "notion/connection/grants.hpp"

#include <gtest/gtest.h>
#include <boost/json/serialize.hpp>

namespace rmirror::notion {
namespace {

constexpr auto kEdited = "2026-11-22T23:45:00.000Z";

/// 23:45 of that day, plus a number of seconds.
Tocs::Time at(int seconds)
{
    constexpr std::time_t kMinute = 1'795'391'100;
    return Tocs::Time::clock::from_time_t(kMinute + seconds);
}

Toc toc_of(std::string end)
{
    Toc toc;
    toc.end_id = std::move(end);
    return toc;
}

TEST(Tocs, are_kept_until_the_page_is_edited)
{
    Tocs tocs;
    tocs.keep("page", kEdited, toc_of("last"), at(120));
    EXPECT_EQ(tocs.find("page", kEdited).value_or(Toc()).end_id, "last");
    EXPECT_FALSE(tocs.find("page", "2026-11-22T23:46:00.000Z"));
    EXPECT_FALSE(tocs.find("another", kEdited));
    tocs.keep("page", "2026-11-22T23:46:00.000Z", toc_of("later"), at(300));
    EXPECT_FALSE(tocs.find("page", kEdited));
    EXPECT_EQ(tocs.find("page", "2026-11-22T23:46:00.000Z").value_or(Toc()).end_id, "later");
}

TEST(Tocs, are_not_kept_when_the_next_edit_might_not_show)
{
    Tocs tocs;
    for (int const seconds : {-600, 0, 59, 60, 119}) {
        tocs.keep("page", kEdited, toc_of("last"), at(seconds));
        EXPECT_FALSE(tocs.find("page", kEdited)) << seconds;
    }
    for (auto const* const odd : {"", "2026"}) {
        tocs.keep("page", odd, toc_of("last"), at(600));
        EXPECT_FALSE(tocs.find("page", odd));
    }
}

TEST(Tocs, are_forgotten_when_they_take_too_much)
{
    Tocs tocs;
    auto large = toc_of("last");
    large.sections.push_back({.heading_id = "", .title = std::string(5U << 20U, 't'), .end_id = ""});
    for (auto const* const page : {"one", "two", "three"})
        tocs.keep(page, kEdited, large, at(600));
    EXPECT_TRUE(tocs.find("one", kEdited));
    tocs.keep("four", kEdited, large, at(600));
    EXPECT_FALSE(tocs.find("two", kEdited)) << "used longest ago";
    EXPECT_TRUE(tocs.find("one", kEdited));
}

TEST(Grants, are_what_a_scope_names)
{
    EXPECT_EQ(boost::json::serialize(grants_of("read_content insert_content")),
              R"({"reads_content":true,"inserts_content":true,"updates_content":false})");
    for (auto const* const scope : {"", "something new"})
        EXPECT_TRUE(grants_of(scope).empty()) << scope;
}

}  // namespace
}  // namespace rmirror::notion
