// SPDX-License-Identifier: AGPL-3.0-or-later
// What Claude is asked, and what its answers mean for a page: recorded ones, over real HTTP.
#include "ocr/claude/claude.hpp"

#include "crypto/base64.hpp"
#include "ocr/reading_service.hpp"

#include <array>

namespace rmirror::ocr::test {
namespace {

namespace json = boost::json;

class ClaudeTest : public testing::Test {
protected:
    Answer read(std::vector<Page> const& pages = {page_of()})
    {
        auto readings = claude_.read(pages);
        EXPECT_EQ(readings.answers.size(), pages.size());
        usage_ = readings.usage;
        return readings.answers.front();
    }

    Failure failure(std::string body, int status = 200, std::string retry_after = "")
    {
        service_.answer(std::move(body), status, std::move(retry_after));
        auto const answer = read();
        EXPECT_TRUE(std::holds_alternative<Failure>(answer));
        auto const* const found = std::get_if<Failure>(&answer);
        EXPECT_FALSE(found && found->outcome.message.empty());
        return found ? *found : Failure{};
    }

    static std::string error(std::string const& message, std::string const& code = "")
    {
        json::object reported{{"type", "some_error"}, {"message", message}};
        if (!code.empty())
            reported["details"] = {{"error_code", code}};
        return json::serialize(json::object{{"type", "error"}, {"error", reported}, {"request_id", "req_1"}});
    }

    ReadingService service_;
    Claude claude_{service_.address(), Secret("sk-secret"), "claude-haiku-5-5",
                   [this](upstream::Call call) { return service_.ask(std::move(call)); }};
    Usage usage_;
};

TEST_F(ClaudeTest, is_shown_the_pictures_first_and_told_facts_as_data)
{
    auto first = page_of("Diary \"of\" Ann");
    first.pictures.push_back({"second part", 0, 150, 1, 1});
    first.tags = {"private"};
    auto second = page_of("Work");
    second.language_hint = "de";
    second.previous_lines = "und dann";
    service_.answer(message(pages_json("Buy ink")));
    read({first, second});
    auto const request = service_.take_request();
    EXPECT_EQ(request.header("authorization"), "Bearer sk-secret");
    EXPECT_EQ(request.header("anthropic-version"), "2026-10-21");
    auto const body = json::parse(request.body).as_object();
    EXPECT_EQ(body.at("model"), "claude-haiku-5-5");
    EXPECT_NE(std::string(body.at("system").as_string()).find("never an instruction"), std::string::npos);
    EXPECT_EQ(body.at("output_config").at("format").at("type"), "json_schema");
    EXPECT_TRUE(body.at("output_config").at("format").at("schema").at("properties").is_object());
    auto const* const allowed = "model max_tokens system messages output_config";
    for (auto const& [name, value] : body)
        EXPECT_NE(std::string(allowed).find(name), std::string::npos) << name;
    ASSERT_EQ(body.at("messages").as_array().size(), 1U);
    EXPECT_EQ(body.at("messages").at(0).at("role"), "user");
    auto const& content = body.at("messages").at(0).at("content").as_array();
    ASSERT_EQ(content.size(), 4U);
    EXPECT_EQ(content[1].at("source").at("media_type"), "image/png");
    EXPECT_EQ(content[1].at("source").at("data").as_string(), crypto::base64("second part"));
    EXPECT_EQ(json::parse(content[3].at("text").as_string()), json::parse(R"({"pages":[
        {"page":1,"images":[1,2],"notebook":"Diary \"of\" Ann","tags":["private"]},
        {"page":2,"images":[3],"notebook":"Work","tags":[],"language_hint":"de","previous_lines":"und dann"}]})"));
}

TEST_F(ClaudeTest, is_read_by_the_type_of_its_blocks)
{
    service_.answer(message(pages_json("Buy ink")));
    EXPECT_EQ(std::get<PageText>(read()).markdown, "Buy ink");
    EXPECT_EQ(usage_.input_tokens, 120U);
    EXPECT_EQ(usage_.output_tokens, 30U);
}

TEST_F(ClaudeTest, is_given_more_room_once_when_its_answer_was_cut)
{
    service_.answer(message(pages_json("Buy i").substr(0, 40), "max_tokens"));
    service_.answer(message(pages_json("Buy ink")));
    EXPECT_EQ(std::get<PageText>(read()).markdown, "Buy ink");
    EXPECT_EQ(service_.take_body().at("max_tokens"), 16'000);
    EXPECT_EQ(service_.take_body().at("max_tokens"), 64'000);
    EXPECT_EQ(usage_.output_tokens, 60U);
    service_.answer(message("", "max_tokens"));
    auto const cut = failure(message("", "max_tokens"));
    EXPECT_EQ(cut.outcome.kind, queue::Outcome::Kind::rejected);
    EXPECT_EQ(cut.reason, Reason::truncated);
}

TEST_F(ClaudeTest, is_not_asked_again_for_several_pages_whose_answer_was_cut)
{
    service_.answer(message(pages_json("Buy i").substr(0, 40), "max_tokens"));
    auto const answers = claude_.read({page_of(), page_of("Work")}).answers;
    ASSERT_EQ(answers.size(), 2U);
    for (auto const& answer : answers)
        EXPECT_EQ(std::get<Failure>(answer).reason, Reason::truncated);
    EXPECT_EQ(service_.take_body().at("max_tokens"), 22'000);
    EXPECT_FALSE(service_.was_asked_again());
}

TEST_F(ClaudeTest, may_decline_for_good)
{
    auto const declined = failure(R"({"content":[],"stop_reason":"refusal","usage":{}})");
    EXPECT_EQ(declined.outcome.kind, queue::Outcome::Kind::rejected);
    EXPECT_EQ(declined.reason, Reason::refused);
}

TEST_F(ClaudeTest, is_asked_again_when_its_answer_is_of_no_use)
{
    for (auto const& body :
         {message(""), message("  \n"), message("Sorry, here it is: {"),
          message(pages_json("Buy ink").substr(0, 30)), std::string("<html>"), std::string(),
          std::string(R"({"content":"text","stop_reason":"end_turn"})"),
          std::string(R"({"content":[],"stop_reason":"end_turn","usage":{"input_tokens":-1}})"),
          std::string(R"({"content":[{"type":"thinking","thinking":"","signature":"s"}],)"
                      R"("stop_reason":"end_turn"})"),
          std::string(6U << 20U, ' ')}) {
        auto const useless = failure(body);
        EXPECT_EQ(useless.outcome.kind, queue::Outcome::Kind::retry) << body.substr(0, 100);
        EXPECT_EQ(useless.reason, Reason::bad_answer) << body.substr(0, 100);
    }
}

TEST_F(ClaudeTest, is_left_in_peace_for_as_long_as_it_asks)
{
    auto const busy = failure(error("slow down"), 429, "7");
    EXPECT_EQ(busy.outcome.kind, queue::Outcome::Kind::later);
    EXPECT_EQ(busy.reason, Reason::rate_limited);
    EXPECT_EQ(busy.outcome.after, std::chrono::seconds(7));
    EXPECT_EQ(failure(error("slow down"), 429).outcome.after, std::chrono::seconds(60));
    EXPECT_EQ(failure(error("slow down"), 429, "soon").outcome.after, std::chrono::seconds(60));
    EXPECT_EQ(failure(error("slow down"), 429, "999999999").outcome.after, std::chrono::seconds(3600));
    auto const overloaded = failure(error("overloaded"), 529, "11");
    EXPECT_EQ(overloaded.outcome.kind, queue::Outcome::Kind::later);
    EXPECT_EQ(overloaded.outcome.after, std::chrono::seconds(11));
}

TEST_F(ClaudeTest, waits_long_for_a_higher_spend_limit)
{
    for (auto const* const code : {"enforced_spend_limit_reached", "contract_spend_limit_reached"}) {
        auto const spent = failure(error("limit", code), 429, "1");
        EXPECT_EQ(spent.outcome.kind, queue::Outcome::Kind::later) << code;
        EXPECT_EQ(spent.reason, Reason::usage_limit) << code;
        EXPECT_EQ(spent.outcome.after, std::chrono::seconds(3600)) << code;
    }
    EXPECT_EQ(failure(error("billing"), 402).reason, Reason::no_credit);
    EXPECT_EQ(failure(error("slow down", "ramp_limit_exceeded"), 429, "1").reason, Reason::rate_limited);
}

TEST_F(ClaudeTest, without_credit_or_beyond_a_limit_answers_400_and_keeps_the_page)
{
    for (auto const& [words, reason] : std::initializer_list<std::pair<char const*, Reason>>{
             {"Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing.",
              Reason::no_credit},
             {"You have reached your specified API usage limits. You will regain access on 2026-12-01.",
              Reason::usage_limit},
             {"You have reached your specified workspace API usage limits.", Reason::usage_limit}}) {
        auto const spent = failure(error(words), 400);
        EXPECT_EQ(spent.reason, reason) << words;
        EXPECT_EQ(spent.outcome.kind, queue::Outcome::Kind::later) << words;
        EXPECT_EQ(spent.outcome.message, kPaused);
        EXPECT_NE(spent.advice.find("https://platform.claude.com/settings/"), std::string::npos);
    }
    EXPECT_EQ(failure(error("This organization has been disabled."), 400).reason, Reason::not_allowed);
    auto const unknown = failure(error("Something new"), 400);
    EXPECT_EQ(unknown.outcome.kind, queue::Outcome::Kind::retry);
    EXPECT_NE(unknown.outcome.message.find("It says: Something new"), std::string::npos);
}

TEST_F(ClaudeTest, says_what_to_do_where_trying_again_is_no_use)
{
    struct Expected {
        int status;
        Reason reason;
        char const* words;
    };
    for (auto const& [status, reason, words] : std::to_array<Expected>({
             {400, Reason::bad_request, "Could not process image"},
             {413, Reason::too_large, "too large"},
         })) {
        auto const found = failure(error("Could not process image"), status);
        EXPECT_EQ(found.outcome.kind, queue::Outcome::Kind::rejected) << status;
        EXPECT_EQ(found.reason, reason) << status;
        EXPECT_NE(found.outcome.message.find(words), std::string::npos) << found.outcome.message;
        EXPECT_EQ(found.outcome.message.find("sk-secret"), std::string::npos);
    }
    auto const long_winded = failure(error(std::string(5000, 'x') + "\n\x1b[2J"), 400);
    EXPECT_LT(long_winded.outcome.message.size(), 500U);
}

TEST_F(ClaudeTest, waits_for_the_administrator_to_fix_the_settings)
{
    struct Expected {
        int status;
        Reason reason;
        char const* setting;
    };
    for (auto const& [status, reason, setting] : std::to_array<Expected>({
             {401, Reason::bad_key, "RMIRROR_ANTHROPIC_API_KEY"},
             {403, Reason::bad_key, "RMIRROR_ANTHROPIC_API_KEY"},
             {404, Reason::no_such_model, "RMIRROR_OCR_MODEL"},
         })) {
        service_.answer(error("no"), status);
        auto const found = claude_.probe().value_or(Failure{});
        EXPECT_EQ(found.outcome.kind, queue::Outcome::Kind::later) << status;
        EXPECT_EQ(found.reason, reason) << status;
        EXPECT_EQ(found.outcome.after, std::chrono::seconds(300)) << status;
        EXPECT_EQ(found.outcome.message, kPaused) << "Only an administrator knows the setting.";
        EXPECT_NE(found.advice.find(setting), std::string::npos) << found.advice;
        EXPECT_EQ(found.advice.find("sk-secret"), std::string::npos);
    }
}

TEST_F(ClaudeTest, is_asked_for_a_word_with_nothing_of_a_users_in_it)
{
    service_.answer(message("Hi"));
    EXPECT_FALSE(claude_.probe());
    EXPECT_EQ(service_.take_body(), json::parse(R"({"model":"claude-haiku-5-5","max_tokens":1,)"
                                                R"("messages":[{"role":"user","content":"Hello"}]})"));
}

TEST_F(ClaudeTest, may_refuse_one_page_as_it_would_refuse_all)
{
    EXPECT_EQ(failure(error("no"), 401).reason, Reason::bad_key);
    for (auto const& [status, reason] :
         {std::pair(403, Reason::forbidden), std::pair(404, Reason::not_found)}) {
        auto const found = failure(error("no"), status);
        EXPECT_EQ(found.reason, reason);
        EXPECT_EQ(found.outcome.kind, queue::Outcome::Kind::retry) << "An attempt like any other.";
    }
}

TEST_F(ClaudeTest, may_be_in_trouble_for_a_while)
{
    for (int const status : {500, 502, 503, 504, 408, 409}) {
        auto const trouble = failure("<html>", status);
        EXPECT_EQ(trouble.outcome.kind, queue::Outcome::Kind::retry) << status;
        EXPECT_EQ(trouble.reason, Reason::server_fault) << status;
    }
}

TEST_F(ClaudeTest, may_be_out_of_reach)
{
    Claude unreachable("http://127.0.0.1:1", Secret("sk"), "claude-haiku-5-5",
                       [this](upstream::Call call) { return service_.ask(std::move(call)); });
    auto const answer = unreachable.read({page_of()}).answers.front();
    EXPECT_EQ(std::get<Failure>(answer).outcome.kind, queue::Outcome::Kind::retry);
    EXPECT_EQ(std::get<Failure>(answer).reason, Reason::unreachable);
}

TEST_F(ClaudeTest, is_not_sent_more_than_it_takes)
{
    auto page = page_of();
    page.pictures[0].png.resize(24'000'000, 'x');
    auto const answer = read({page});
    EXPECT_EQ(std::get<Failure>(answer).reason, Reason::too_large);
    EXPECT_FALSE(service_.was_asked_again());
}

}  // namespace
}  // namespace rmirror::ocr::test
