// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/service/request.hpp"

#include <gtest/gtest.h>

namespace rmirror::ocr {
namespace {

TEST(Facts, have_what_the_owner_tells_and_nothing_where_nothing_is_told)
{
    Page told;
    told.words = "Say \"no\",\nJo";
    EXPECT_EQ(facts_of({told, Page{}}),
              R"({"pages":[{"page":1,"images":[],"notebook":"","tags":[],"owner_words":"Say \"no\",\nJo"},)"
              R"({"page":2,"images":[],"notebook":"","tags":[]}]})");
}

TEST(Facts, count_in_the_bound_of_tokens)
{
    Page told;
    told.words = std::string(2000, 'a');
    EXPECT_GE(max_tokens({told}, 1).input, max_tokens({Page{}}, 1).input + 2000);
}

}  // namespace
}  // namespace rmirror::ocr
