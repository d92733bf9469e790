// SPDX-License-Identifier: AGPL-3.0-or-later
// The parser's stack is as large as the text needs: it never grows, and isn't much larger.
#include "json_stack.hpp"

#include "json.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror {
namespace {

namespace json = boost::json;

/// The stack can't grow: it has no storage but the buffer. Boost.JSON uses no buffer of fewer than 16 values.
bool is_enough(std::string const& text)
{
    static json::memory_resource* const none = json::get_null_resource();
    auto const bytes = json_stack_bytes(text);
    std::vector<std::max_align_t> buffer(bytes / sizeof(std::max_align_t) + 1);
    json::parser parser(json::storage_ptr(none), {}, reinterpret_cast<unsigned char*>(buffer.data()), bytes);
    parser.reset();
    try {
        json::error_code error;
        parser.write(text, error);
        EXPECT_FALSE(error) << error.message();
        return true;
    } catch (std::bad_alloc const&) {
        return false;
    }
}

std::string list_of(std::string const& entry, std::size_t count = 100)
{
    std::string text = "[";
    for (std::size_t i = 0; i < count; ++i)
        text += entry + ",";
    return text + entry + "]";
}

std::string object_of(std::string const& first, std::string const& last)
{
    std::string text = R"({"list":)";
    text += first;
    text += R"(,"last":)";
    text += last;
    return text + "}";
}

std::string joined(std::initializer_list<std::string_view> parts)
{
    std::string text;
    for (auto const part : parts)
        text += part;
    return text;
}

std::string const kLong(5'000, 'x');

TEST(JsonStack, is_large_enough)
{
    for (auto const& entry : std::vector<std::string>{
             "[]", "{}", "0", "-1.5e3", "true", "null", "[[0],[],{}]", R"({"a":1,"b":[1,2,3],"c":{"d":"e"}})",
             R"("text")", R"("\"")", R"("\\\\")", R"("[[[[,,,,{{{{")", R"({"[\"":"]"})", " [ 1 , 2 ]\n",
             joined({"\"", kLong, "\""}), joined({"\"\\n", kLong, "\""}),
             joined({"\"", kLong, "\\u00e4", kLong, "\""}),
             joined({"{\"", kLong, "\\t\":\"", kLong, "\\n\"}"})}) {
        EXPECT_TRUE(is_enough(list_of(entry))) << entry.substr(0, 100);
        EXPECT_TRUE(is_enough(list_of(list_of(entry, 3)))) << entry.substr(0, 100);
        EXPECT_TRUE(is_enough(object_of(list_of(entry), entry))) << entry.substr(0, 100);
    }
}

TEST(JsonStack, holds_only_what_has_not_ended)
{
    constexpr std::size_t kValue = sizeof(json::value);
    EXPECT_LE(json_stack_bytes(list_of("0", 1000)), 1010 * kValue);
    EXPECT_LE(json_stack_bytes(list_of(R"({"a":1,"b":[1,2,3],"c":"d"})", 1000)), 1020 * kValue);
    EXPECT_LE(json_stack_bytes("[" + list_of(R"("a,b,c,[,{")", 1000) + "]"), 1010 * kValue);
    EXPECT_LE(json_stack_bytes(R"({"a":")" + kLong + "\"}"), 10 * kValue);
}

TEST(JsonStack, ends_where_the_text_is_no_json)
{
    for (std::string const text : {"", "]", "}}}", "\"", "\"\\", "\"abc\\", "[\"", ":", ",", "nul", "\xff"})
        EXPECT_LE(json_stack_bytes(text), 10 * sizeof(json::value)) << text;
    EXPECT_LE(json_stack_bytes(std::string(1'000'000, '[')), 100 * sizeof(json::value));
}

}  // namespace
}  // namespace rmirror
