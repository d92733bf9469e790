// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/request.hpp"

#include <gtest/gtest.h>

namespace rmirror::http {
namespace {

TEST(PercentDecoding, refuses_what_is_no_text)
{
    EXPECT_EQ(percent_decoded("a%20b%2Fc"), "a b/c");
    EXPECT_EQ(percent_decoded("%F0%9F%96%8B"), "\U0001F58B");
    for (auto const* const bad : {"%", "%2", "%zz", "%00", "%C3", "%ED%A0%80", "%C0%AF", "%FF"})
        EXPECT_EQ(percent_decoded(bad), std::nullopt) << bad;
}

}  // namespace
}  // namespace rmirror::http
