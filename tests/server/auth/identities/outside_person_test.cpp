// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/identities/outside_person.hpp"

#include <gtest/gtest.h>

namespace rmirror::auth {
namespace {

TEST(OutsidePerson, has_an_id_of_one_line)
{
    EXPECT_TRUE(is_subject("user_2x"));
    EXPECT_TRUE(is_subject(std::string(255, 'x')));
    for (auto const& bad :
         {std::string(), std::string(256, 'x'), std::string("a\nb"), std::string("a\0b", 3)})
        EXPECT_FALSE(is_subject(bad)) << bad.size();
}

TEST(OutsidePerson, has_an_address_only_if_it_is_verified)
{
    EXPECT_EQ(stored_email("ann@example.org", true), "ann@example.org");
    EXPECT_EQ(stored_email("ann@example.org", false), "");
    EXPECT_EQ(stored_email("ann", true), "");
    EXPECT_EQ(stored_email("ann@example.org\r\nBcc: b@example.org", true), "");
}

TEST(OutsidePerson, has_a_name_in_one_line_of_whole_characters)
{
    EXPECT_EQ(stored_name(" Ann\r\nLee\t"), "Ann  Lee");
    EXPECT_EQ(stored_name(""), "");
    EXPECT_EQ(stored_name(std::string(300, 'x')), std::string(200, 'x'));
    // 199 bytes and one character of two.
    EXPECT_EQ(stored_name(std::string(199, 'x') + "\xc3\xa4"), std::string(199, 'x'));
    EXPECT_EQ(stored_name(std::string(198, 'x') + "\xc3\xa4y"), std::string(198, 'x') + "\xc3\xa4");
}

}  // namespace
}  // namespace rmirror::auth
