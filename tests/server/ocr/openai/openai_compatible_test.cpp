// SPDX-License-Identifier: AGPL-3.0-or-later
// A second reader behind the same interface: any service that speaks OpenAI's chat completions.
#include "ocr/openai/openai_compatible.hpp"

#include "ocr/reading_service.hpp"

namespace rmirror::ocr::test {
namespace {

namespace json = boost::json;

class OpenAiCompatibleTest : public testing::Test {
protected:
    OpenAiCompatible reader(std::string key = "", std::string const& prefix = "")
    {
        return {service_.address() + prefix, Secret(std::move(key)), "local-model",
                [this](upstream::Call call) { return service_.ask(std::move(call)); }};
    }

    static std::string completion(std::string const& text, std::string const& reason = "stop")
    {
        return json::serialize(json::object{
            {"choices", json::array{json::object{{"index", 0},
                                                 {"finish_reason", reason},
                                                 {"message", {{"role", "assistant"}, {"content", text}}}}}},
            {"usage", {{"prompt_tokens", 12}, {"completion_tokens", 3}}}});
    }

    Answer answer_to(std::string const& body, int status = 200)
    {
        service_.answer(body, status);
        return reader().read({page_of()}).answers.front();
    }

    Reason reason_of(std::string const& body, int status = 200)
    {
        auto const answer = answer_to(body, status);
        EXPECT_TRUE(std::holds_alternative<Failure>(answer)) << body;
        return std::get<Failure>(answer).reason;
    }

    ReadingService service_;
};

TEST_F(OpenAiCompatibleTest, is_shown_pictures_as_data_addresses)
{
    service_.answer(completion(pages_json("Buy ink")));
    auto const readings = reader("secret").read({page_of()});
    EXPECT_EQ(std::get<PageText>(readings.answers.front()).markdown, "Buy ink");
    EXPECT_EQ(readings.usage.input_tokens, 12U);
    auto const request = service_.take_request();
    EXPECT_EQ(request.path, "/v1/chat/completions");
    EXPECT_EQ(request.header("authorization"), "Bearer secret");
    auto const body = json::parse(request.body).as_object();
    EXPECT_EQ(body.at("model"), "local-model");
    EXPECT_EQ(body.at("messages").at(0).at("role"), "system");
    EXPECT_EQ(body.at("messages").at(1).at("content").at(0).at("image_url").at("url"),
              "data:image/png;base64,YSBwaWN0dXJl");
    EXPECT_EQ(json::parse(body.at("messages").at(1).at("content").at(1).at("text").as_string())
                  .at("pages")
                  .at(0)
                  .at("notebook"),
              "Diary");
    EXPECT_EQ(body.at("response_format").at("json_schema").at("strict"), true);
}

TEST_F(OpenAiCompatibleTest, is_found_below_a_prefix_that_names_its_version)
{
    for (auto const& [prefix, path] :
         {std::pair("", "/v1/chat/completions"),
          std::pair("/v1beta/openai", "/v1beta/openai/chat/completions"),
          std::pair("/api/v4", "/api/v4/chat/completions"), std::pair("/v1", "/v1/chat/completions"),
          std::pair("/vision", "/vision/v1/chat/completions"),
          std::pair("/dev1", "/dev1/v1/chat/completions")}) {
        service_.answer(completion(pages_json("Buy ink")));
        reader("", prefix).read({page_of()});
        EXPECT_EQ(service_.take_request().path, path);
    }
}

TEST_F(OpenAiCompatibleTest, needs_no_key)
{
    service_.answer(completion(pages_json("Buy ink")));
    reader().read({page_of()});
    EXPECT_FALSE(service_.take_request().has_header("authorization"));
}

TEST_F(OpenAiCompatibleTest, may_put_a_fence_around_its_answer)
{
    auto const answer = answer_to(completion("Here you are:\n```json\n" + pages_json("Buy ink") + "\n```\n"));
    EXPECT_EQ(std::get<PageText>(answer).markdown, "Buy ink");
}

TEST_F(OpenAiCompatibleTest, fails_for_the_same_reasons_as_any)
{
    EXPECT_EQ(reason_of(completion("", "content_filter")), Reason::refused);
    EXPECT_EQ(
        reason_of(R"({"choices":[{"finish_reason":"stop","message":{"content":null,"refusal":"no"}}]})"),
        Reason::refused);
    for (auto const* const useless :
         {"", "{}", R"({"choices":[]})", R"({"choices":[5]})", R"({"choices":[{}]})",
          R"({"choices":[{"finish_reason":"stop","message":{"content":"I cannot"}}]})"})
        EXPECT_EQ(reason_of(useless), Reason::bad_answer) << useless;
    EXPECT_EQ(reason_of(R"({"error":{"message":"no"}})", 401), Reason::bad_key);
    EXPECT_EQ(reason_of("", 429), Reason::rate_limited);
    EXPECT_EQ(reason_of("", 503), Reason::server_fault);
}

TEST_F(OpenAiCompatibleTest, that_stops_early_for_want_of_context_keeps_the_page_and_says_how_to_enlarge_it)
{
    auto const early = std::get<Failure>(answer_to(completion(pages_json("Buy ink"), "length")));
    EXPECT_EQ(early.reason, Reason::context_too_small);
    EXPECT_EQ(early.outcome.kind, queue::Outcome::Kind::later);
    EXPECT_EQ(early.concern, Concern::pages) << "A page with less text may well be transcribed.";
    EXPECT_NE(early.advice.find("OLLAMA_CONTEXT_LENGTH"), std::string::npos);
    EXPECT_EQ(early.outcome.message.find("OLLAMA_CONTEXT_LENGTH"), std::string::npos);
}

TEST_F(OpenAiCompatibleTest, that_wrote_as_much_as_it_can_has_a_page_with_too_much_text)
{
    for (int const tokens : {32'000, 8'192, 4'096})
        EXPECT_EQ(reason_of(R"({"choices":[{"finish_reason":"length","message":{"content":"{"}}],)"
                            R"("usage":{"completion_tokens":)" +
                            std::to_string(tokens) + "}}"),
                  Reason::truncated)
            << tokens;
}

constexpr auto kRenamed =
    R"({"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use )"
    R"('max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens",)"
    R"("code":"unsupported_parameter"}})";
constexpr auto kTooMany =
    R"({"error":{"message":"max_tokens is too large: 32000. This model supports at most 16384 completion )"
    R"(tokens, whereas you provided 32000.","type":"invalid_request_error","param":"max_tokens"}})";

TEST_F(OpenAiCompatibleTest, that_refuses_max_tokens_is_probed_with_max_completion_tokens)
{
    service_.answer(kRenamed, 400);
    service_.answer(completion("Hi"));
    EXPECT_FALSE(reader().probe());
    EXPECT_EQ(service_.take_body().at("max_tokens"), 16);
    auto const second = service_.take_body();
    EXPECT_EQ(second.at("max_completion_tokens"), 16);
    EXPECT_FALSE(second.contains("max_tokens"));
}

TEST_F(OpenAiCompatibleTest, that_refused_a_limit_is_not_asked_with_it_again)
{
    auto asked = reader();
    service_.answer(kRenamed, 400);
    service_.answer(kTooMany, 400);
    for (int pages = 0; pages < 2; ++pages) {
        service_.answer(completion(pages_json("Buy ink")));
        EXPECT_EQ(std::get<PageText>(asked.read({page_of()}).answers.front()).markdown, "Buy ink");
    }
    EXPECT_EQ(service_.take_body().at("max_tokens"), 32'000);
    EXPECT_EQ(service_.take_body().at("max_completion_tokens"), 32'000);
    EXPECT_EQ(service_.take_body().at("max_completion_tokens"), 16'384);
    EXPECT_EQ(service_.take_body().at("max_completion_tokens"), 16'384) << "The second page.";
    EXPECT_FALSE(service_.was_asked_again());
}

TEST_F(OpenAiCompatibleTest, whose_account_can_pay_for_a_page_is_asked_for_no_more)
{
    service_.answer(
        R"({"error":{"code":402,"message":"This request requires more credits, or fewer max_tokens. )"
        R"(You requested up to 32000 tokens, but can only afford 27342."}})",
        402);
    EXPECT_EQ(std::get<PageText>(answer_to(completion(pages_json("Buy ink")))).markdown, "Buy ink");
    EXPECT_EQ(service_.take_body().at("max_tokens"), 32'000);
    EXPECT_EQ(service_.take_body().at("max_tokens"), 27'342);
}

TEST_F(OpenAiCompatibleTest, counts_what_an_answer_took_that_was_cut)
{
    service_.answer(completion("{", "length"));
    EXPECT_EQ(reader().read({page_of()}).usage.input_tokens, 12U);
}

}  // namespace
}  // namespace rmirror::ocr::test
