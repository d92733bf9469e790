// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/claude/usage.hpp"

#include <gtest/gtest.h>

namespace rmirror::proxy::claude {
namespace {

using Form = UsageReader::Form;

constexpr std::string_view kStart =
    "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":10,"
    "\"cache_read_input_tokens\":5,\"output_tokens\":1}}}\n\n";
constexpr std::string_view kText =
    "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":"
    "\"text_delta\",\"text\":\"message_stop \\\"usage\\\"\"}}\n\n";
constexpr std::string_view kEnd =
    "event: message_delta\ndata: "
    "{\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"output_tokens\":42}}\n\n"
    "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

std::string joined(std::initializer_list<std::string_view> parts)
{
    std::string text;
    for (auto const part : parts)
        text += part;
    return text;
}

TEST(Usage, is_read_along_in_events_however_they_are_cut)
{
    auto const all = joined({kStart, kText, kEnd});
    for (auto const size : {std::size_t{1}, std::size_t{7}, all.size()}) {
        UsageReader reader(Form::events);
        for (std::size_t at = 0; at < all.size(); at += size)
            reader.read(std::string_view(all).substr(at, size));
        reader.end();
        EXPECT_EQ(reader.usage().input_tokens, 15);
        EXPECT_EQ(reader.usage().output_tokens, 42);
        EXPECT_TRUE(reader.usage().has_content);
        EXPECT_TRUE(reader.usage().is_complete);
        EXPECT_FALSE(reader.usage().has_failed);
    }
}

TEST(Usage, knows_an_answer_that_is_not_whole)
{
    UsageReader begun(Form::events);
    begun.read(kStart);
    EXPECT_FALSE(begun.usage().has_content);
    begun.read(kText);
    begun.end();
    EXPECT_TRUE(begun.usage().has_content);
    EXPECT_FALSE(begun.usage().is_complete);
}

TEST(Usage, knows_an_answer_that_fails_in_the_middle)
{
    UsageReader reader(Form::events);
    reader.read(joined({kStart, kText}));
    reader.read("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}\n\n");
    EXPECT_TRUE(reader.usage().has_failed);
}

TEST(Usage, passes_over_lines_that_are_too_long_or_no_json)
{
    UsageReader reader(Form::events);
    reader.read(kStart);
    reader.read("data: " + std::string(3U << 20U, 'x'));
    reader.read("\ndata: {not json}\ndata: [1]\n: a comment\n\n");
    reader.read(kEnd);
    EXPECT_EQ(reader.usage().output_tokens, 42);
    EXPECT_TRUE(reader.usage().is_complete);
}

TEST(Usage, is_read_in_a_whole_answer)
{
    UsageReader message(Form::json);
    message.read(R"({"type":"message","content":[],"usage":{"input_to)");
    message.read(R"(kens":7,"cache_creation_input_tokens":3,"output_tokens":9}})");
    message.end();
    EXPECT_EQ(message.usage().input_tokens, 10);
    EXPECT_EQ(message.usage().output_tokens, 9);
    EXPECT_TRUE(message.usage().is_complete);
    UsageReader count(Form::json);
    count.read(R"({"input_tokens":12})");
    count.end();
    EXPECT_EQ(count.usage().input_tokens, 12);
}

}  // namespace
}  // namespace rmirror::proxy::claude
