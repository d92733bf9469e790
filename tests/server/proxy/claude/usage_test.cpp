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
        EXPECT_EQ(reader.usage().prompt_tokens(), 15);
        EXPECT_EQ(reader.usage().output_tokens, 42);
        EXPECT_EQ(reader.usage().tokens(), 57);
        EXPECT_TRUE(reader.usage().is_complete);
        EXPECT_FALSE(reader.usage().has_failed);
    }
}

TEST(Usage, knows_an_answer_that_is_not_whole)
{
    UsageReader begun(Form::events);
    begun.read(kStart);
    begun.read(kText);
    begun.end();
    EXPECT_FALSE(begun.usage().is_complete);
    EXPECT_EQ(begun.usage().tokens(), 16);
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
    EXPECT_EQ(message.usage().prompt_tokens(), 10);
    EXPECT_EQ(message.usage().output_tokens, 9);
    EXPECT_TRUE(message.usage().is_complete);
    UsageReader count(Form::json);
    count.read(R"({"input_tokens":12})");
    count.end();
    EXPECT_EQ(count.usage().input_tokens, 12);
}

std::string delta(std::string_view usage)
{
    return joined(
        {R"(data: {"type":"message_delta","delta":{"stop_sequence":"content_block_delta"},"usage":)", usage,
         "}\n\n"});
}

TEST(Usage, is_the_highest_of_counts_that_come_twice_or_shrink)
{
    UsageReader reader(Form::events);
    reader.read(kStart);
    reader.read(delta(R"({"input_tokens":10,"cache_read_input_tokens":5,"output_tokens":42})"));
    reader.read(delta(R"({"input_tokens":10,"cache_read_input_tokens":5,"output_tokens":42})"));
    reader.read(delta(R"({"input_tokens":1,"cache_read_input_tokens":null,"output_tokens":-7})"));
    EXPECT_EQ(reader.usage().tokens(), 57);
    UsageReader absurd(Form::events);
    absurd.read(delta(R"({"input_tokens":9223372036854775807,"output_tokens":9223372036854775807})"));
    absurd.read(delta(R"({"cache_read_input_tokens":9223372036854775807,"output_tokens":1e300})"));
    EXPECT_GT(absurd.usage().tokens(), 0);
}

TEST(Usage, of_an_answer_that_was_cut_off_is_a_token_for_each_piece_at_least)
{
    UsageReader reader(Form::events);
    reader.read(kStart);
    for (int i = 0; i < 7; ++i)
        reader.read(kText);
    EXPECT_EQ(reader.usage().output_tokens, 7);
    reader.read(delta(R"({"output_tokens":3})"));
    reader.read("data: {\"type\":\"message_stop\"}\n\n");
    EXPECT_EQ(reader.usage().output_tokens, 3);
}

TEST(Usage, tells_what_was_written_to_the_cache_and_for_how_long)
{
    UsageReader reader(Form::json);
    reader.read(
        R"({"usage":{"input_tokens":1,"cache_creation_input_tokens":30,"cache_read_input_tokens":4,)"
        R"("cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":20},"output_tokens":5}})");
    reader.end();
    EXPECT_EQ(reader.usage().tokens(), 40);
    EXPECT_EQ(reader.usage().cache_written_tokens, 30);
    EXPECT_EQ(reader.usage().cache_written_for_an_hour_tokens, 20);
}

Settlement settled(std::string_view answer, CallEnd const& end, bool has_head = true)
{
    UsageMeter meter;
    if (has_head)
        meter.begin({.content_type = "text/event-stream", .body = nullptr, .headers = {}});
    if (has_head)
        meter.read(answer);
    Settlement settlement;
    meter.settle(end, settlement);
    return settlement;
}

TEST(Usage, has_to_be_paid_as_far_as_claude_says_and_wholly_where_nobody_knows)
{
    auto const begun = joined({kStart, kText});
    CallEnd const left{.caller_ended = true, .was_sent = true};
    EXPECT_EQ(settled(begun, left).cost, 0) << "Without prices all is free.";
    EXPECT_EQ(settled("", left).cost, std::nullopt);
    EXPECT_EQ(settled("", left, false).cost, std::nullopt);
    EXPECT_EQ(settled("", {.was_sent = true}, false).cost, std::nullopt);
    EXPECT_EQ(settled("", {.caller_ended = true}, false).cost, 0);
    EXPECT_EQ(settled("", {.is_whole = true, .was_sent = true}, false).cost, 0) << "It was refused.";
}

TEST(Usage, is_charged_when_the_caller_leaves_and_not_when_claude_does)
{
    auto const begun = joined({kStart, kText});
    CallEnd const left{.caller_ended = true, .was_sent = true};
    EXPECT_TRUE(settled(begun, left).is_charged);
    EXPECT_EQ(settled(begun, left).tokens, 16);
    // Nothing was seen: all that was reserved.
    EXPECT_TRUE(settled("", left).is_charged);
    EXPECT_EQ(settled("", left).tokens, std::nullopt);
    EXPECT_TRUE(settled("", left, false).is_charged);
    EXPECT_FALSE(settled("", {.caller_ended = true}, false).is_charged);
    for (auto const& end : {CallEnd{.was_sent = true}, CallEnd{.is_whole = true, .was_sent = true}})
        EXPECT_FALSE(settled(begun, end).is_charged);
    EXPECT_FALSE(settled(begun + "data: {\"type\":\"error\"}\n\n", left).is_charged);
    auto const whole = settled(joined({kStart, kText, kEnd}), {.is_whole = true, .was_sent = true});
    EXPECT_TRUE(whole.is_charged);
    EXPECT_EQ(whole.tokens, 57);
}

}  // namespace
}  // namespace rmirror::proxy::claude
