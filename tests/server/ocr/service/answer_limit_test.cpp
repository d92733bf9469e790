// SPDX-License-Identifier: AGPL-3.0-or-later
// How long an answer may be: each service takes another limit, and says so in its own words.
#include "ocr/service/answer_limit.hpp"

#include <gtest/gtest.h>

namespace rmirror::ocr::test {
namespace {

using Name = AnswerLimit::Name;

ErrorAnswer saying(std::string text)
{
    ErrorAnswer error;
    error.searched = std::move(text);
    return error;
}

LimitTrial trial(std::size_t tokens = 32'000)
{
    return LimitTrial({Name::max_tokens, tokens});
}

std::string reported(LimitTrial const& given)
{
    return std::string(to_string(given.limit().name)) + " " + std::to_string(given.limit().tokens);
}

TEST(LimitTrial, takes_the_number_that_the_refusal_names)
{
    for (auto const& [text, tokens] : std::initializer_list<std::pair<char const*, char const*>>{
             {"max_tokens is too large: 32000. this model supports at most 16384 completion tokens, whereas "
              "you "
              "provided 32000.",
              "16384"},
             {"max_tokens: 32000 > 8192, which is the maximum allowed number of output tokens for "
              "claude-3-5-sonnet-20241022",
              "8192"},
             {"invalid max_tokens value, the valid range of max_tokens is [1, 8192]", "8192"},
             {"the parameter `max_completion_tokens` specified in the request are not valid: integer above "
              "maximum "
              "value, expected a value <= 12288, but got 32000 instead. request id: 0217752964393142fa50",
              "12288"},
         }) {
        auto limit = trial();
        EXPECT_TRUE(limit.next_limit_after(Reason::limit_refused, saying(text)));
        EXPECT_EQ(reported(limit), std::string("max_tokens ") + tokens);
    }
}

TEST(LimitTrial, tries_the_other_name_and_then_none)
{
    auto limit = trial();
    auto const refusal = saying(
        "unsupported parameter: 'max_tokens' is not supported with this model. use "
        "'max_completion_tokens' instead.");
    EXPECT_TRUE(limit.next_limit_after(Reason::limit_refused, refusal));
    EXPECT_EQ(reported(limit), "max_completion_tokens 32000");
    EXPECT_TRUE(limit.next_limit_after(Reason::limit_refused, refusal));
    EXPECT_EQ(limit.limit().name, Name::none);
    EXPECT_FALSE(limit.next_limit_after(Reason::limit_refused, refusal));
}

TEST(LimitTrial, leaves_the_limit_out_where_the_context_is_too_small_for_it)
{
    for (auto const reason : {Reason::limit_refused, Reason::context_too_small}) {
        auto limit = trial();
        auto const refusal = saying(
            "'max_tokens' is too large: 32000. this model's maximum context length is 8192 "
            "tokens and your request has 2423 input tokens");
        while (limit.limit().name != Name::none)
            ASSERT_TRUE(limit.next_limit_after(reason, refusal));
        EXPECT_EQ(limit.limit().tokens, 32'000U) << "8192 is shared with the prompt.";
    }
}

TEST(LimitTrial, asks_for_what_the_account_can_pay_where_that_is_enough_for_a_page)
{
    auto limit = trial();
    EXPECT_TRUE(limit.next_limit_after(
        Reason::no_credit,
        saying("you requested up to 32000 tokens, but can only afford 27342. to increase")));
    EXPECT_EQ(reported(limit), "max_tokens 27342");
    EXPECT_FALSE(limit.next_limit_after(Reason::no_credit, saying("but can only afford 222. to increase")));
    EXPECT_FALSE(trial().next_limit_after(Reason::no_credit, saying("insufficient credits")));
    EXPECT_FALSE(trial().next_limit_after(Reason::bad_key, saying("at most 16384")));
}

TEST(LimitTrial, ends_with_a_service_that_lowers_its_limit_for_ever)
{
    auto limit = trial();
    int calls = 0;
    for (int cap = 31'999;
         limit.next_limit_after(Reason::limit_refused, saying("max_tokens " + std::to_string(cap))); --cap)
        ASSERT_LT(++calls, 10);
}

TEST(KnownLimit, is_taken_by_the_next_call_at_once)
{
    KnownLimit known(Name::max_tokens);
    auto first = known.begin(32'000);
    EXPECT_EQ(reported(first), "max_tokens 32000");
    first.next_limit_after(Reason::limit_refused, saying("unsupported parameter: max_tokens"));
    first.next_limit_after(Reason::limit_refused,
                           saying("this model supports at most 16384 completion tokens"));
    known.remember(first);
    EXPECT_EQ(reported(known.begin(32'000)), "max_completion_tokens 16384");
    EXPECT_EQ(reported(known.begin(16)), "max_completion_tokens 16");
}

TEST(KnownLimit, forgets_what_the_account_could_pay)
{
    KnownLimit known(Name::max_tokens);
    auto poor = known.begin(32'000);
    poor.next_limit_after(Reason::no_credit, saying("can only afford 9000."));
    known.remember(poor);
    EXPECT_EQ(reported(known.begin(32'000)), "max_tokens 32000");
}

}  // namespace
}  // namespace rmirror::ocr::test
