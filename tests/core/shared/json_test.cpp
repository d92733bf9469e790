// SPDX-License-Identifier: AGPL-3.0-or-later
#include "json.hpp"
#include "canonical_json.hpp"
#include "text_fingerprint.hpp"

#include <gtest/gtest.h>

namespace rmirror {
namespace {

std::optional<boost::json::value> parse(std::string_view text, std::string& why)
{
    return parse_json({reinterpret_cast<std::uint8_t const*>(text.data()), text.size()}, why);
}

std::string why_refused(std::string_view text)
{
    std::string why;
    EXPECT_EQ(parse(text, why), std::nullopt);
    return why;
}

TEST(ParseJson, skips_a_byte_order_mark)
{
    std::string why;
    auto const value = parse("\xef\xbb\xbf{\"a\":1}", why);
    ASSERT_TRUE(value) << why;
    EXPECT_EQ(value->at("a").as_int64(), 1);
}

TEST(ParseJson, says_why_it_refuses)
{
    EXPECT_EQ(why_refused(""), "it is empty");
    EXPECT_EQ(why_refused("\xef\xbb\xbf"), "it is empty");
    EXPECT_EQ(why_refused("{\"a\":"), "the JSON ends too early");
    EXPECT_NE(why_refused("{} x").find("it is not JSON"), std::string::npos);
    EXPECT_NE(why_refused(std::string_view("\0\0\0\0", 4)).find("it is not JSON"), std::string::npos);
    EXPECT_NE(why_refused("{'a':1}").find("it is not JSON"), std::string::npos);
    EXPECT_NE(why_refused("NaN").find("it is not JSON"), std::string::npos);
}

TEST(ParseJson, refuses_what_is_not_utf8)
{
    EXPECT_FALSE(why_refused("\"\xff\"").empty());
    EXPECT_FALSE(why_refused("\"\xc0\x80\"").empty()) << "overlong";
    EXPECT_FALSE(why_refused("\"\xed\xa0\x80\"").empty()) << "surrogate";
    EXPECT_FALSE(why_refused("\"\\ud83d\"").empty()) << "half a pair";
    EXPECT_FALSE(why_refused("\"\xf0\x9f\x98\"").empty()) << "cut short";
}

TEST(ParseJson, bounds_depth_and_size)
{
    std::string why;
    auto const nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_TRUE(parse(nested(kMaxJsonDepth), why)) << why;
    EXPECT_EQ(why_refused(nested(kMaxJsonDepth + 1)), "the JSON is nested too deeply");
    EXPECT_EQ(why_refused(std::string(1'000'000, '[')), "the JSON is nested too deeply");
    EXPECT_NE(why_refused(std::string(kMaxJsonBytes + 1, ' ')).find("too large"), std::string::npos);
}

TEST(BeginningOf, cuts_no_character)
{
    EXPECT_EQ(beginning_of("abc", 3), "abc");
    EXPECT_EQ(beginning_of("abc", 2), "ab");
    EXPECT_EQ(beginning_of("a\u20ac", 4), "a\u20ac");
    EXPECT_EQ(beginning_of("a\u20ac", 3), "a");
    EXPECT_EQ(beginning_of("\u20ac", 2), "");
    EXPECT_EQ(beginning_of("\x80\x80\x80", 2), "") << "nor where there is none";
}

TEST(QuotedName, is_short_and_printable)
{
    EXPECT_EQ(quoted_name("widht"), "\"widht\"");
    EXPECT_EQ(quoted_name(std::string_view("a\0\n\x7f"
                                           "b",
                                           5)),
              "\"a???b\"");
    EXPECT_EQ(quoted_name(std::string(1'000'000, 'x')), "\"" + std::string(40, 'x') + "...\"");
}

TEST(CanonicalJson, refuses_a_value_built_too_deep)
{
    boost::json::value value = 1;
    for (std::size_t i = 0; i <= kMaxJsonDepth; ++i)
        value = boost::json::array{std::move(value)};
    std::string why;
    EXPECT_EQ(canonical_json(value, why), std::nullopt);
    EXPECT_EQ(why, "it is nested too deeply");
}

TEST(CanonicalJson, keeps_whole_numbers_of_64_bits)
{
    std::string why;
    EXPECT_EQ(canonical_json(*parse("[18446744073709551615,-9223372036854775808]", why), why),
              "[18446744073709551615,-9223372036854775808]");
}

TEST(NormaliseText, drops_only_what_cannot_be_seen)
{
    EXPECT_EQ(normalise_text(""), "");
    EXPECT_EQ(normalise_text("\r\n \t\r"), "");
    EXPECT_EQ(normalise_text("a \t\r\n\r b \n\n"), "a\n\n b");
    EXPECT_EQ(normalise_text(" a\xc2\xa0"), " a\xc2\xa0");
}

TEST(NormaliseText, changes_nothing_the_second_time)
{
    for (auto const* text : {"a \r\n\r b", "\t\n x\t\r\r\n", "x\n \n"})
        EXPECT_EQ(normalise_text(normalise_text(text)), normalise_text(text)) << text;
}

}  // namespace
}  // namespace rmirror
