// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/calls.hpp"

#include <gtest/gtest.h>

namespace rmirror::notion {
namespace {

using std::chrono::milliseconds;
using upstream::CallOutcome;
using upstream::CallResult;

UserId const kAda("0190d5a0-0000-7000-8000-000000000001");

CallResult answer(int status, std::string body = "")
{
    CallResult result;
    result.outcome = CallOutcome::answered;
    result.status = status;
    result.body = std::move(body);
    result.sent = true;
    return result;
}

CallResult failure(CallOutcome outcome, bool sent)
{
    CallResult result;
    result.outcome = outcome;
    result.sent = sent;
    return result;
}

CallResult limited(std::string const& reason)
{
    return answer(429, R"({"object":"error","code":"rate_limited","additional_data":{"rate_limit_reason":")" +
                           reason + R"(","retry_after":"7"}})");
}

std::string reason_to_retry(std::string_view method, CallResult const& result, std::string_view path = {})
{
    return upstream::reason_to_retry(retries_for(method, path), result);
}

TEST(NotionCalls, are_counted_by_token_and_held_back_by_workspace)
{
    auto const share = share_of(kAda, "a bot", "home", Traffic::interactive, {});
    EXPECT_EQ(share.limit, "a bot");
    EXPECT_EQ(share.group, "home");
    EXPECT_TRUE(share.is_for_group(limited("public_api_space_request_rate_limit")));
    for (auto const& result :
         {limited("public_api_request_rate_limit"), limited("public_api_endpoint_rate_limit"), answer(429),
          answer(429, "<html>"), answer(429, "[]"), answer(429, R"({"additional_data":7})"), answer(529)})
        EXPECT_FALSE(share.is_for_group(result)) << result.body;
}

TEST(NotionCalls, have_a_margin_and_a_twentieth_for_interactive_ones)
{
    auto const settings = Settings::read({{"RMIRROR_NOTION_CALLS_PER_MINUTE", "600"}}).value();
    auto const of_worker = share_of(kAda, "a bot", "home", Traffic::background, allowance(settings));
    EXPECT_EQ(of_worker.rate.calls, 600U);
    EXPECT_EQ(of_worker.rate.window, milliseconds(61'500));
    EXPECT_EQ(of_worker.rate.max(of_worker.priority), 570U);
    auto const of_program = share_of(kAda, "a bot", "home", Traffic::interactive, allowance(settings));
    EXPECT_EQ(of_program.rate.max(of_program.priority), 600U);
    EXPECT_NE(of_program.owner, of_worker.owner) << "each has places of its own";
    EXPECT_EQ(of_program.at_once, 30U);
    EXPECT_EQ(of_worker.at_once, 8U);
    EXPECT_EQ(allowance(Settings::read({}).value()).calls, 180U);
}

TEST(NotionCalls, are_repeated_after_a_doubtful_end_only_where_that_does_no_harm)
{
    for (auto const& result :
         {answer(500), answer(502), answer(503), answer(504), failure(CallOutcome::unreachable, true),
          failure(CallOutcome::too_late, true)}) {
        for (auto const* const method : {"GET", "DELETE"})
            EXPECT_NE(reason_to_retry(method, result), "") << method << " " << result.status;
        for (auto const* const method : {"POST", "PATCH", "PUT"})
            EXPECT_EQ(reason_to_retry(method, result), "") << method << " " << result.status;
        for (auto const* const path : {"/v1/search", "/v1/databases/x/query", "/v1/data_sources/x/query"})
            EXPECT_NE(reason_to_retry("POST", result, path), "") << path << " " << result.status;
        EXPECT_EQ(reason_to_retry("POST", result, "/v1/pages"), "") << result.status;
        EXPECT_EQ(reason_to_retry("PATCH", result, "/v1/databases/query"), "") << result.status;
    }
}

TEST(NotionCalls, are_repeated_when_they_were_not_carried_out)
{
    for (auto const* const method : {"GET", "POST", "PATCH", "DELETE"})
        for (int const status : {409, 429, 529})
            EXPECT_EQ(reason_to_retry(method, answer(status)), std::to_string(status)) << method;
    EXPECT_EQ(reason_to_retry("POST", failure(CallOutcome::unreachable, false)), "unreachable");
    for (int const status : {400, 401, 403, 404, 408, 413})
        EXPECT_EQ(reason_to_retry("GET", answer(status)), "") << status;
}

TEST(NotionCalls, take_a_block_for_an_answer)
{
    EXPECT_EQ(reason_to_retry("GET", limited("public_api_request_blocked")), "");
    EXPECT_EQ(reason_to_retry("GET", limited("public_api_space_request_rate_limit")), "429");
    auto const is_final = retries_for("POST").is_final;
    EXPECT_TRUE(is_final(answer(403, R"({"additional_data":{"block_limit":"block_creation"}})")));
    EXPECT_FALSE(is_final(answer(403, R"({"code":"restricted_resource"})")));
}

}  // namespace
}  // namespace rmirror::notion
