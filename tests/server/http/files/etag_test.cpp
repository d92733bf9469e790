// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/files/etag.hpp"

#include <gtest/gtest.h>

namespace rmirror::http {
namespace {

TEST(IfNoneMatch, is_one_of_a_list_however_strong)
{
    for (auto const* const etag : {R"("a1")", R"(W/"a1")"})
        for (auto const* const known :
             {R"("a1")", R"(W/"a1")", R"("b2", W/"c3",W/"a1")", R"(, "a1" ,)", "*", " * "})
            EXPECT_TRUE(etag_matches(known, etag)) << known << " names " << etag;
}

TEST(IfNoneMatch, is_nothing_else)
{
    for (auto const* const known :
         {"", ",", R"("a")", R"("a11")", "a1", R"(w/"a1")", R"("A1")", R"("b2", *)", "**", R"("*")"})
        EXPECT_FALSE(etag_matches(known, R"(W/"a1")")) << known;
}

}  // namespace
}  // namespace rmirror::http
