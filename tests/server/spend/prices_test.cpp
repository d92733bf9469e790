// SPDX-License-Identifier: AGPL-3.0-or-later
// What calls cost, to the billionth of a dollar.
#include "spend/prices.hpp"
#include "spend/usage.hpp"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>

namespace rmirror::spend {
namespace {

Prices prices(std::vector<std::string> const& more = {})
{
    return Prices::read(more).value();
}

Nanodollars cost(std::string_view model, Tokens const& tokens, Rate rate = Rate::usual)
{
    return prices().cost(Vendor::claude, model, tokens, rate);
}

TEST(Prices, are_those_of_the_list)
{
    constexpr Tokens kInput{.input = 1'000'000};
    constexpr Tokens kOutput{.output = 1'000'000};
    EXPECT_EQ(cost("claude-sonnet-5-5", kInput), 2 * kDollar);
    EXPECT_EQ(cost("claude-sonnet-5-5", kOutput), 10 * kDollar);
    EXPECT_EQ(cost("claude-opus-5-5", kInput), 4 * kDollar);
    EXPECT_EQ(cost("claude-opus-5-5", kOutput), 20 * kDollar);
    EXPECT_EQ(cost("claude-haiku-4-5", kInput), kDollar);
    EXPECT_EQ(cost("claude-haiku-4-5-20251001", kOutput), 5 * kDollar);
    EXPECT_EQ(cost("claude-haiku-5-5", {.input = 100'000, .output = 10'000}), 15'000'000);
}

TEST(Prices, are_higher_for_all_tokens_of_a_long_prompt)
{
    EXPECT_EQ(cost("claude-haiku-5-5", {.input = 100'001, .output = 10'000}), 75'000'500);
    EXPECT_EQ(cost("claude-haiku-5-5", {.input = 1, .cache_read = 100'000, .output = 10'000}), 30'000'500);
}

TEST(Prices, count_caches_and_batches)
{
    EXPECT_EQ(cost("claude-haiku-4-5", {.cache_read = 1000}), 100'000);
    EXPECT_EQ(cost("claude-opus-5-5", {.cache_read = 1000}), 200'000);
    EXPECT_EQ(cost("claude-sonnet-5-5", {.cache_read = 1000}), 100'000);
    EXPECT_EQ(cost("claude-haiku-4-5", {.cache_written = 1000}), 1'250'000);
    EXPECT_EQ(cost("claude-haiku-4-5", {.cache_written_for_hour = 1000}), 2'000'000);
    constexpr Tokens kAll{
        .input = 10, .cache_read = 20, .cache_written = 30, .cache_written_for_hour = 40, .output = 50};
    EXPECT_EQ(cost("claude-opus-5-5", kAll), 40'000 + 4'000 + 150'000 + 320'000 + 1'000'000);
    EXPECT_EQ(cost("claude-opus-5-5", kAll, Rate::batch), 757'000);
    EXPECT_EQ(cost("claude-haiku-5-5", {.cache_read = 1}, Rate::batch), 5);
}

TEST(Prices, of_unknown_models_are_the_dearest_or_none)
{
    constexpr Tokens kTokens{.input = 1'000'000, .output = 1'000'000};
    EXPECT_EQ(cost("claude-mythos-5-2", kTokens), 24 * kDollar);
    EXPECT_EQ(prices().cost(Vendor::other, "llama", kTokens, Rate::usual), 0);
    auto const more = prices({"claude-mythos-5-2=15/75", "llama=0.15/0.6", "claude-opus-5-5=1/2"});
    EXPECT_EQ(more.cost(Vendor::claude, "claude-fable-5", kTokens, Rate::usual), 90 * kDollar);
    EXPECT_EQ(more.cost(Vendor::claude, "claude-opus-5-5", kTokens, Rate::usual), 3 * kDollar);
    EXPECT_EQ(more.cost(Vendor::other, "llama", kTokens, Rate::usual), 750'000'000);
    EXPECT_TRUE(more.has("llama"));
    EXPECT_FALSE(prices().has("llama"));
}

TEST(Prices, refuse_what_is_none)
{
    for (auto const* const entry : {"", "=1/2", "m", "m=", "m=1", "m=1/", "m=/2", "m=-1/2", "m=1/2/3",
                                    "m=1e3/2", "m=10001/1", "m=1./2", "m=0.1234567/1", "m=1 /2"})
        EXPECT_FALSE(Prices::read({entry}).ok()) << entry;
}

TEST(Prices, are_bounded_whatever_a_service_says)
{
    constexpr Tokens kAbsurd{.input = INT64_MAX, .cache_read = -5, .output = INT64_MAX};
    EXPECT_EQ(cost("claude-opus-5-5", kAbsurd), 24'000 * kDollar);
    EXPECT_EQ(cost("claude-opus-5-5", {.input = -1000, .output = -1000}), 0);
}

TEST(SpentTokens, is_read_as_claude_and_openai_have_it)
{
    auto const tokens = tokens_in(
        R"({"usage":{"input_tokens":1,"cache_creation_input_tokens":5,"cache_read_input_tokens":7,)"
        R"("cache_creation":{"ephemeral_5m_input_tokens":2,"ephemeral_1h_input_tokens":3},"output_tokens":11}})");
    ASSERT_TRUE(tokens);
    EXPECT_EQ(tokens->input, 1);
    EXPECT_EQ(tokens->cache_read, 7);
    EXPECT_EQ(tokens->cache_written, 2);
    EXPECT_EQ(tokens->cache_written_for_hour, 3);
    EXPECT_EQ(tokens->output, 11);
    auto const other = tokens_in(R"({"usage":{"prompt_tokens":4,"completion_tokens":6}})");
    ASSERT_TRUE(other);
    EXPECT_EQ(other->input, 4);
    EXPECT_EQ(other->output, 6);
    for (auto const* const none : {"", "{}", "[]", R"({"usage":null})", R"({"usage":3})"})
        EXPECT_FALSE(tokens_in(none)) << none;
}

TEST(SpentTokens, include_iterations_once)
{
    auto const tokens = tokens_in(R"({"usage":{"input_tokens":10,"output_tokens":5,"iterations":[
        {"type":"compaction","input_tokens":400,"output_tokens":30},
        {"type":"message","input_tokens":10,"cache_read_input_tokens":0,"output_tokens":5},
        {"type":"advisor_message","model":"claude-opus-5-5","input_tokens":50,"output_tokens":4}, 7, null]}})");
    ASSERT_TRUE(tokens);
    EXPECT_EQ(tokens->input, 460);
    EXPECT_EQ(tokens->output, 39);
    // Where the counts around them have them already, they stand.
    auto const summed = tokens_in(
        R"({"usage":{"input_tokens":12,"output_tokens":5,"iterations":[{"input_tokens":9},{"input_tokens":3}]}})");
    ASSERT_TRUE(summed);
    EXPECT_EQ(summed->input, 12);
    EXPECT_EQ(summed->output, 5);
}

TEST(SpentTokens, that_shrinks_counts_at_its_most)
{
    auto const max = max_of({.input = 5, .output = 9}, {.input = 3, .cache_read = 2, .output = 10});
    EXPECT_EQ(max.input, 5);
    EXPECT_EQ(max.cache_read, 2);
    EXPECT_EQ(max.output, 10);
}

}  // namespace
}  // namespace rmirror::spend
