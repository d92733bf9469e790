// SPDX-License-Identifier: AGPL-3.0-or-later
// How texts are cut, as tests/passages.json says for server and browser.
#include "meaning/passages.hpp"
#include "checkout.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <fstream>
#include <iterator>

namespace rmirror::meaning {
namespace {

namespace json = boost::json;

TEST(Passages, are_those_of_the_table)
{
    std::ifstream file(checkout() + "/tests/passages.json", std::ios::binary);
    std::string const text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    auto const cases = json::parse(text).as_array();
    EXPECT_GT(cases.size(), 10U);
    for (auto const& each : cases) {
        auto const given = json::value_to<std::string>(each.at("text"));
        EXPECT_EQ(passages_of(given), json::value_to<std::vector<std::string>>(each.at("passages")))
            << given.substr(0, 100);
    }
}

TEST(Passages, are_at_most_a_hundred)
{
    std::string text;
    for (int i = 0; i < 150; ++i)
        text += std::string(450, 'x') + "\n\n";
    EXPECT_EQ(passages_of(text).size(), kMaxPassages);
}

TEST(Passages, have_hashes_that_are_uuids)
{
    EXPECT_EQ(hash_of("Ink").size(), 32U);
    EXPECT_EQ(hash_of("Ink"), hash_of("Ink"));
    EXPECT_NE(hash_of("Ink"), hash_of("ink"));
}

}  // namespace
}  // namespace rmirror::meaning
