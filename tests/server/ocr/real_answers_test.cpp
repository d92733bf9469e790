// SPDX-License-Identifier: AGPL-3.0-or-later
// What real services answer, in shared/ocr/real-answers.json, and the answers beside it. The browser's tests
// judge the same list (web/src/ai/real-answers.test.ts).
#include "checkout.hpp"
#include "ocr/claude/claude.hpp"
#include "ocr/openai/openai_compatible.hpp"
#include "ocr/reading_service.hpp"

#include <fstream>
#include <sstream>

namespace rmirror::ocr::test {
namespace {

namespace json = boost::json;

json::object const& list()
{
    static auto const whole = [] {
        std::stringstream text;
        text << std::ifstream(checkout() + "/shared/ocr/real-answers.json").rdbuf();
        return json::parse(text.str()).as_object();
    }();
    return whole;
}

struct RealAnswer {
    std::string name;
    ProviderKind kind;
    std::string body;
    int status;
    std::string reason;
    std::string shown;
    bool has_any_status;
};

std::vector<RealAnswer> all_answers()
{
    std::vector<RealAnswer> all;
    for (auto const& entry : list().at("answers").as_array()) {
        auto const& body = entry.at("body");
        auto const* const shown = entry.as_object().if_contains("shown");
        all.push_back({.name = json::value_to<std::string>(entry.at("name")),
                       .kind = entry.at("kind") == "claude" ? ProviderKind::claude : ProviderKind::openai,
                       .body = body.is_string() ? json::value_to<std::string>(body) : json::serialize(body),
                       .status = json::value_to<int>(entry.at("status")),
                       .reason = json::value_to<std::string>(entry.at("reason")),
                       .shown = shown ? json::value_to<std::string>(*shown) : "",
                       .has_any_status = entry.as_object().contains("any_status")});
    }
    return all;
}

std::string judged(ProviderKind kind, int status, std::string const& body)
{
    return std::string(to_string(judge(kind, status, read_error(body))));
}

std::string by_status(ProviderKind kind, int status)
{
    auto const* const table = kind == ProviderKind::claude ? "claude" : "openai";
    return json::value_to<std::string>(list().at("by_status").at(table).at(std::to_string(status)));
}

bool is_of_account(Reason reason)
{
    switch (reason) {
        case Reason::no_credit:
        case Reason::usage_limit:
        case Reason::not_allowed:
        case Reason::browsers_refused:
        case Reason::bad_key:
        case Reason::no_such_model:
            return true;
        default:
            return false;
    }
}

bool is_for_good(Reason reason)
{
    return reason == Reason::refused || reason == Reason::bad_request || reason == Reason::too_large;
}

Failure failure_to(RealAnswer const& given)
{
    ReadingService service;
    // Where the limit of the answer is refused, another is tried.
    for (int i = 0; i < 8; ++i)
        service.answer(given.body, given.status);
    auto const ask = [&](upstream::Call call) { return service.ask(std::move(call)); };
    std::unique_ptr<Provider> provider;
    if (given.kind == ProviderKind::claude)
        provider = std::make_unique<Claude>(service.address(), Secret("sk-ours-1"), "claude-haiku-9", ask);
    else
        provider = std::make_unique<OpenAiCompatible>(service.address(), Secret("sk-ours-1"), "gemma9", ask);
    auto const answer = provider->read({page_of()}).answers.front();
    auto const* const failure = std::get_if<Failure>(&answer);
    EXPECT_TRUE(failure) << given.name;
    return failure ? *failure : Failure{};
}

TEST(RealAnswers, are_judged_by_status_type_and_text_together)
{
    ASSERT_GT(all_answers().size(), 30U);
    for (auto const& given : all_answers())
        EXPECT_EQ(judged(given.kind, given.status, given.body), given.reason) << given.name;
}

TEST(RealAnswers, mean_the_same_inside_an_array)
{
    for (auto const& given : all_answers())
        if (given.body.starts_with('{')) {
            EXPECT_EQ(judged(given.kind, given.status, "[" + given.body + "]"), given.reason) << given.name;
        }
}

TEST(RealAnswers, of_an_account_mean_the_same_with_another_status)
{
    for (auto const& given : all_answers())
        for (int const status : {400, 402, 403, 429, 500, 529})
            if (given.has_any_status) {
                EXPECT_EQ(judged(given.kind, status, given.body), given.reason) << given.name << status;
            }
}

TEST(RealAnswers, without_words_are_judged_by_their_status)
{
    for (auto const kind : {ProviderKind::claude, ProviderKind::openai})
        for (int const status :
             {400, 401, 402, 403, 404, 405, 408, 409, 413, 418, 422, 429, 500, 502, 503, 504, 529})
            for (auto const* const body :
                 {"", "{}", "[]", "null", "7", "\"\"", "[[]]", R"({"error":null})", R"({"error":{}})",
                  R"({"error":7})", "<html><title>Error</title></html>", "<html>", "\xff\xfe", "{\"error\":"})
                EXPECT_EQ(judged(kind, status, body), by_status(kind, status)) << status << " " << body;
}

TEST(RealAnswers, of_an_account_pause_all_pages_and_fail_none)
{
    for (auto const& given : all_answers()) {
        auto const failure = failure_to(given);
        EXPECT_EQ(to_string(failure.reason), given.reason) << given.name;
        EXPECT_EQ(failure.concern == Concern::service, is_of_account(failure.reason)) << given.name;
        EXPECT_EQ(failure.outcome.kind == queue::Outcome::Kind::rejected, is_for_good(failure.reason))
            << given.name;
        if (is_of_account(failure.reason)) {
            EXPECT_EQ(failure.outcome.kind, queue::Outcome::Kind::later) << given.name;
            EXPECT_EQ(failure.outcome.message, kPaused) << given.name;
            EXPECT_NE(failure.advice.find("RMIRROR_"), std::string::npos) << given.name << failure.advice;
        }
    }
}

TEST(RealAnswers, that_nobody_knows_are_retried_and_shown_with_the_services_own_words)
{
    for (auto const& given : all_answers()) {
        auto const failure = failure_to(given);
        if (failure.reason != Reason::unknown && failure.reason != Reason::limit_refused)
            continue;
        EXPECT_EQ(failure.outcome.kind, queue::Outcome::Kind::retry) << given.name;
        EXPECT_NE(failure.outcome.message.find("It says: "), std::string::npos) << failure.outcome.message;
        EXPECT_NE(failure.outcome.message.find(given.shown), std::string::npos) << failure.outcome.message;
    }
}

TEST(RealAnswers, that_quote_the_key_show_nothing_of_it)
{
    auto const quoting = [](std::string const& words) {
        return RealAnswer{"quoting",
                          ProviderKind::openai,
                          json::serialize(json::object{{"error", {{"message", words}}}}),
                          400,
                          "",
                          "",
                          false};
    };
    auto const failure = failure_to(quoting("What is sk-ours-1 supposed to be?"));
    EXPECT_EQ(failure.outcome.message.find("sk-ours-1"), std::string::npos);
    EXPECT_NE(failure.outcome.message.find("What is *** supposed"), std::string::npos)
        << failure.outcome.message;
    auto const cut = failure_to(quoting(std::string(295, 'x') + " sk-ours-1"));
    EXPECT_EQ(cut.outcome.message.find("sk-o"), std::string::npos);
}

TEST(RealAnswers, name_only_reasons_that_the_server_knows)
{
    for (auto const& given : all_answers())
        EXPECT_TRUE(reason_named(given.reason)) << given.reason;
    EXPECT_FALSE(reason_named("nobody_knows"));
    for (std::size_t i = 0; i < kReasons; ++i)
        EXPECT_EQ(reason_named(to_string(static_cast<Reason>(i))), static_cast<Reason>(i));
}

}  // namespace
}  // namespace rmirror::ocr::test
