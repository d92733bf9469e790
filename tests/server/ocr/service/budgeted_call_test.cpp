// SPDX-License-Identifier: AGPL-3.0-or-later
// What readers of pages spend, however their calls end.
#include "ocr/service/budgeted_call.hpp"

#include "db/database.hpp"

namespace rmirror::ocr {
namespace {

using upstream::CallOutcome;
using upstream::CallResult;

class PaidAskTest : public db::test::DatabaseTest {
protected:
    static CallResult answered(int status, std::string body)
    {
        CallResult result;
        result.outcome = CallOutcome::answered;
        result.status = status;
        result.body = std::move(body);
        result.sent = true;
        return result;
    }

    static CallResult unanswered(CallOutcome outcome, bool sent)
    {
        CallResult result;
        result.outcome = outcome;
        result.sent = sent;
        return result;
    }

    /// What a call of at most 1,000 tokens each way costs that ends so.
    std::string cost(CallResult const& result)
    {
        db::as_system(pool, [](pqxx::work& work) { work.exec("DELETE FROM spend_days"); });
        within({account_, spend::Vendor::claude, "claude-haiku-4-5"}, [&](upstream::Call const&) {
            EXPECT_EQ(value("SELECT nanodollars FROM spend_days"), "6000000");
            return result;
        })({{}, {.input = 1000, .output = 1000}});
        return value("SELECT nanodollars FROM spend_days");
    }

    Log log_{Level::error, [](std::string const&) {}};
    spend::Account account_{pool, log_, {spend::kDollar, spend::Prices::read({}).value()}};
};

TEST_F(PaidAskTest, pays_what_the_answer_says)
{
    EXPECT_EQ(cost(answered(200, R"({"usage":{"input_tokens":300,"output_tokens":20}})")), "400000");
    EXPECT_EQ(cost(answered(200, R"({"usage":{"input_tokens":3000,"output_tokens":2000}})")), "13000000");
}

TEST_F(PaidAskTest, pays_nothing_for_what_was_refused_or_never_sent)
{
    EXPECT_EQ(cost(answered(400, "{}")), "0");
    EXPECT_EQ(cost(answered(529, "{}")), "0");
    EXPECT_EQ(cost(unanswered(CallOutcome::unreachable, false)), "0");
    EXPECT_EQ(cost(unanswered(CallOutcome::cooling_down, false)), "0");
}

TEST_F(PaidAskTest, pays_all_that_was_reserved_where_nobody_knows)
{
    EXPECT_EQ(cost(answered(200, "<html>")), "6000000");
    EXPECT_EQ(cost(answered(200, R"({"content":[]})")), "6000000");
    for (auto const outcome :
         {CallOutcome::too_late, CallOutcome::unreachable, CallOutcome::too_large, CallOutcome::cancelled})
        EXPECT_EQ(cost(unanswered(outcome, true)), "6000000");
}

TEST_F(PaidAskTest, asks_nobody_when_the_limit_is_reached)
{
    auto const ask = within({account_, spend::Vendor::claude, "claude-haiku-4-5"}, [](upstream::Call const&) {
        ADD_FAILURE() << "It must not be asked.";
        return CallResult{};
    });
    account_.reserve(1);
    EXPECT_TRUE(std::holds_alternative<spend::LimitReached>(ask({{}, {.input = 1'000'000}})));
    EXPECT_TRUE(std::holds_alternative<spend::LimitReached>(ask({{}, {.input = 1'000'001}})));
    EXPECT_EQ(value("SELECT nanodollars FROM spend_days"), "1");
}

}  // namespace
}  // namespace rmirror::ocr
