// SPDX-License-Identifier: AGPL-3.0-or-later
#include "input/uuid.hpp"

#include "db/database.hpp"

namespace rmirror::input {
namespace {

using UuidTest = db::test::DatabaseTest;

/// Version 7, variant 1.
bool has_version_7(std::string const& uuid)
{
    return is_uuid(uuid) && uuid[14] == '7' &&
           std::string_view("89ab").find(uuid[19]) != std::string_view::npos;
}

TEST_F(UuidTest, is_made_alike_here_and_in_the_database)
{
    auto const ours = new_uuid();
    auto const theirs = value("SELECT uuid_v7()");
    EXPECT_TRUE(has_version_7(ours)) << ours;
    EXPECT_TRUE(has_version_7(theirs)) << theirs;
    EXPECT_NE(ours, new_uuid());
    // The first 32 bits are 65 seconds: both were made in this minute, or around a change of it.
    auto const minutes = [](std::string const& uuid) { return std::stoul(uuid.substr(0, 8), nullptr, 16); };
    EXPECT_LE(minutes(theirs) - minutes(ours), 1U);
}

TEST_F(UuidTest, of_the_database_stand_in_the_order_they_were_made)
{
    auto before = value("SELECT uuid_v7()");
    for (int i = 0; i < 20; ++i) {
        auto const next = value("SELECT uuid_v7()");
        EXPECT_TRUE(has_version_7(next));
        EXPECT_LT(before, next);
        before = next;
    }
}

TEST(Uuid, is_recognised_in_one_form_only)
{
    EXPECT_TRUE(is_uuid("0191d7ab-6e4c-7d2a-9c55-0242ac120002"));
    EXPECT_EQ(parse_uuid("0191D7AB-6E4C-7D2A-9C55-0242AC120002"), "0191d7ab-6e4c-7d2a-9c55-0242ac120002");
    for (auto const* const other :
         {"", "0191d7ab6e4c7d2a9c550242ac120002", "{0191d7ab-6e4c-7d2a-9c55-0242ac120002}",
          "0191d7ab-6e4c-7d2a-9c55-0242ac12000g", "0191d7ab-6e4c-7d2a-9c55-0242ac12000",
          "0191d7ab-6e4c-7d2a-9c55-0242ac1200022", "0191d7ab06e4c-7d2a-9c55-0242ac120002",
          "../../../../../etc/passwd/0000000000000"})
        EXPECT_FALSE(is_uuid(other)) << other;
}

}  // namespace
}  // namespace rmirror::input
