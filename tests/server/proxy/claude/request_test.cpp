// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/claude/request.hpp"

#include <gtest/gtest.h>

namespace rmirror::proxy::claude {
namespace {

Rules const kRules{.models = {"claude-haiku-5-5", "claude-sonnet-5-5"}, .max_tokens = 1000};

std::variant<RequestFacts, Refusal> read(std::string const& body)
{
    return read_request(body, kRules);
}

std::string with(std::string const& members)
{
    return R"({"model":"claude-haiku-5-5","max_tokens":1000,)" + members + "}";
}

std::string message(std::string const& blocks)
{
    return with(R"("messages":[{"role":"user","content":[)" + blocks + "]}]");
}

/// Empty when it is not refused.
std::string refusal_of(std::string const& body)
{
    auto const answer = read(body);
    auto const* const refusal = std::get_if<Refusal>(&answer);
    return refusal ? refusal->sentence : "";
}

std::size_t images_of(std::string const& body)
{
    return std::get<RequestFacts>(read(body)).images;
}

constexpr auto kImage =
    R"({"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="}})";

TEST(RequestFacts, is_known_by_model_and_way_of_answering)
{
    auto const plain = std::get<RequestFacts>(read(message(R"({"type":"text","text":"Hi"})")));
    EXPECT_EQ(plain.model, "claude-haiku-5-5");
    EXPECT_EQ(plain.images, 0U);
    EXPECT_FALSE(plain.is_stream);
    EXPECT_TRUE(std::get<RequestFacts>(read(with(R"("stream":true,"messages":[])"))).is_stream);
    // What is missing, Claude says itself.
    EXPECT_EQ(refusal_of(R"({"model":"claude-haiku-5-5"})"), "");
    EXPECT_EQ(refusal_of(R"( {"mod\u0065l" : "claude-haiku-5-5"} )"), "");
}

TEST(RequestFacts, counts_pictures_wherever_they_are)
{
    std::string const image = kImage;
    EXPECT_EQ(images_of(message(image)), 1U);
    EXPECT_EQ(images_of(message(image + "," + image + R"(,{"type":"text","text":"What is it?"})")), 2U);
    EXPECT_EQ(images_of(message(R"({"type":"tool_result","tool_use_id":"x","content":[)" + image + "]}")),
              1U);
    EXPECT_EQ(
        images_of(message(R"({"type":"document","source":{"content":[)" + image + R"(],"type":"content"}})")),
        1U);
    EXPECT_EQ(
        images_of(message(R"({"source":{"url":"https://example.org/a.png","type":"url"},"type":"image"})")),
        1U);
    EXPECT_EQ(images_of(message(R"({"type":"im\u0061ge","source":{"type":"base64","data":""}})")), 1U);
    EXPECT_EQ(images_of(message(R"({"type":"text","text":"{\"type\":\"image\",\"source\":{}}"})")), 0U);
}

TEST(RequestFacts, reads_a_large_picture_in_its_place)
{
    auto const data = std::string(8U << 20U, 'A');
    EXPECT_EQ(images_of(message(R"({"type":"image","source":{"type":"base64","data":")" + data + R"("}})")),
              1U);
}

TEST(RequestFacts, is_refused_when_it_is_no_json_object)
{
    for (auto const* const body :
         {"", "null", "[]", "\"text\"", "{", "{}}", "{\"model\":}", "{} {}", "{\"a\":\"\xff\"}"})
        EXPECT_NE(refusal_of(body).find("isn't a valid JSON object"), std::string::npos) << body;
    EXPECT_NE(refusal_of(with("\"messages\":" + std::string(200, '[') + std::string(200, ']'))), "");
}

TEST(RequestFacts, is_refused_when_it_can_be_read_in_two_ways)
{
    EXPECT_NE(refusal_of(R"({"model":"claude-haiku-5-5","model":"claude-opus-5-5"})"), "");
    EXPECT_NE(refusal_of(R"({"model":"claude-haiku-5-5","mod\u0065l":"claude-opus-5-5"})"), "");
    EXPECT_NE(refusal_of(message(R"({"type":"text","type":"image","source":{}})")), "");
    EXPECT_NE(refusal_of(message(R"({"type":"image","source":{"type":"base64","type":"file"}})")), "");
}

TEST(RequestFacts, is_refused_beyond_models_and_tokens_that_are_allowed)
{
    EXPECT_EQ(refusal_of("{}"), "model: Field required");
    EXPECT_EQ(
        refusal_of(R"({"model":"claude-opus-5-5"})"),
        "model: this server doesn't allow claude-opus-5-5. It allows claude-haiku-5-5, claude-sonnet-5-5.");
    auto const other = read(R"({"model":"claude-opus-5-5"})");
    EXPECT_EQ(std::get<Refusal>(other).status, http::Code::Forbidden);
    for (auto const* const tokens : {"1001", "99999999999999999999", "1e3", "10.5", "\"10\"", "true", "null"})
        EXPECT_NE(refusal_of(R"({"model":"claude-haiku-5-5","max_tokens":)" + std::string(tokens) + "}"), "")
            << tokens;
    EXPECT_EQ(refusal_of(R"({"model":"claude-haiku-5-5","max_tokens":1000,"a":{"max_tokens":2000}})"), "");
    Rules const any{.models = {"*"}, .max_tokens = 10};
    EXPECT_TRUE(std::holds_alternative<RequestFacts>(read_request(R"({"model":"claude-opus-5-5"})", any)));
}

TEST(RequestFacts, is_refused_when_it_reaches_for_what_all_share)
{
    for (auto const* const block :
         {R"({"type":"image","source":{"type":"file","file_id":"file_1"}})",
          R"({"type":"image","source":{"file_id":"file_1","type":"file"}})",
          R"({"type":"container_upload","file_id":"file_1"})",
          R"({"type":"document","source":{"type":"base64","media_type":"application/pdf","data":""}})",
          R"({"type":"document","source":{"type":"url","url":"https://example.org/a.pdf"}})",
          R"({"source":{"type":"base64"},"type":"document"})"})
        EXPECT_NE(refusal_of(message(block)), "") << block;
    EXPECT_NE(refusal_of(with(R"("container":"container_1")")), "");
    EXPECT_NE(refusal_of(with(R"("mcp_servers":[])")), "");
    EXPECT_EQ(refusal_of(message(R"({"type":"document","source":{"type":"text","data":"Hi"}})")), "");
    // Tools may call their own things as they like.
    EXPECT_EQ(refusal_of(message(R"({"type":"tool_use","input":{"file_id":"mine","container":"box"}})")), "");
}

TEST(RequestFacts, is_refused_for_a_model_wherever_it_stands)
{
    for (auto const* const members :
         {R"("tools":[{"type":"advisor_20260301","name":"advisor","model":"claude-opus-5-5"}])",
          R"("tools":[{"name":"mine","input_schema":{},"model":"claude-opus-5-5"}])",
          R"("fallbacks":[{"model":"claude-opus-5-5"}])",
          R"("messages":[{"role":"user","content":[{"type":"x","to":{"model":"claude-opus-5-5"}}]}])"})
        EXPECT_EQ(refusal_of(with(members)),
                  "model: this server doesn't allow claude-opus-5-5. It allows claude-haiku-5-5, "
                  "claude-sonnet-5-5.")
            << members;
    EXPECT_EQ(refusal_of(with(R"("fallbacks":[{"model":"claude-sonnet-5-5"}])")), "");
}

TEST(RequestFacts, leaves_names_alone_that_are_the_callers_own)
{
    for (
        auto const* const members :
        {R"("tools":[{"name":"rent","input_schema":{"type":"object","properties":{"model":{"const":"Beetle"}},)"
         R"("default":{"model":"Beetle","speed":"fast","type":"car"}}}])",
         R"("tools":[{"name":"rent","input_schema":{},"input_examples":[{"model":"Beetle"}]}])",
         R"("messages":[{"role":"assistant","content":[{"type":"tool_use","id":"1","name":"rent",)"
         R"("input":{"model":"Beetle","speed":"fast","definition":{"type":"car"}}}]}])",
         R"("output_config":{"format":{"type":"json_schema","schema":{"default":{"model":"Beetle"}}}})"})
        EXPECT_EQ(refusal_of(with(members)), "") << members;
}

TEST(RequestFacts, is_refused_for_tools_that_claude_runs_and_for_unknown_ones)
{
    auto const tool = [](std::string const& type) {
        return with(R"("tools":[{"name":"a","type":)" + type + "}]");
    };
    for (auto const* const type :
         {"null", "\"custom\"", "\"bash_20250124\"", "\"text_editor_20250728\"", "\"computer_20251124\"",
          "\"computer_toolset_20260801\"", "\"browser_toolset_20260801\"", "\"memory_20250818\""})
        EXPECT_EQ(refusal_of(tool(type)), "") << type;
    for (auto const* const type :
         {"\"web_search_20250305\"", "\"web_fetch_20250910\"", "\"code_execution_20250825\"",
          "\"mcp_toolset\"", "\"tool_search_tool_regex_20251119\"", "\"bash_code_execution_20250825\"",
          "\"bash_\"", "\"new\"", "7", "{}", "[]", "true"})
        EXPECT_NE(refusal_of(tool(type)).find("tools: this server doesn't allow "), std::string::npos)
            << type;
    EXPECT_EQ(refusal_of(tool("\"web_search_20250305\"")),
              "tools: this server doesn't allow web_search_20250305. It allows none.");
    EXPECT_NE(refusal_of(message(R"({"type":"tool_addition","tool":{"type":"tool_definition","definition":)"
                                 R"({"type":"web_search_20250305"}}})")),
              "");
    auto rules = kRules;
    rules.tools = {"web_search_20250305"};
    EXPECT_TRUE(std::holds_alternative<RequestFacts>(read_request(tool("\"web_search_20250305\""), rules)));
}

TEST(RequestFacts, is_refused_for_a_speed_that_costs_extra)
{
    EXPECT_EQ(refusal_of(with(R"("speed":"standard")")), "");
    EXPECT_EQ(refusal_of(with(R"("speed":null)")), "");
    EXPECT_EQ(refusal_of(with(R"("speed":"fast")")),
              "speed: this server doesn't allow fast. It allows standard.");
    EXPECT_NE(refusal_of(with(R"("fallbacks":[{"model":"claude-haiku-5-5","speed":"fast"}])")), "");
}

TEST(RequestFacts, is_refused_beyond_six_hundred_pictures)
{
    auto const pictures = [](int count) {
        std::string blocks = kImage;
        for (int i = 1; i < count; ++i)
            blocks += std::string(",") + kImage;
        return message(blocks);
    };
    EXPECT_EQ(images_of(pictures(600)), 600U);
    auto const many = read(pictures(601));
    EXPECT_EQ(std::get<Refusal>(many).status, http::Code::Bad_Request);
    EXPECT_EQ(std::get<Refusal>(many).sentence,
              "messages: 601 images are too many for one call. Send at most 600.");
}

TEST(RequestFacts, estimates_tokens_from_above)
{
    auto const text = std::string(10'000, 'a');
    auto const facts = std::get<RequestFacts>(read(message(R"({"type":"text","text":")" + text + R"("})")));
    EXPECT_GE(facts.input_tokens, 10'000);
    EXPECT_LT(facts.input_tokens, 12'000);
    EXPECT_EQ(facts.output_tokens, 1000);
    // A picture counts by its size on the screen, not by that of its file.
    auto const picture = std::get<RequestFacts>(
        read(message(R"({"type":"image","source":{"data":")" + text + R"(","type":"base64"}})")));
    EXPECT_GE(picture.input_tokens, 4784);
    EXPECT_LT(picture.input_tokens, 7000);
    // What only looks like one is text.
    for (auto const* const rest : {R"(","type":"text"},"type":"document"})", R"("},"type":"text"})"})
        EXPECT_GE(std::get<RequestFacts>(read(message(R"({"source":{"data":")" + text + rest))).input_tokens,
                  10'000);
    EXPECT_EQ(std::get<RequestFacts>(read(R"({"model":"claude-haiku-5-5","max_tokens":-5})")).output_tokens,
              0);
}

}  // namespace
}  // namespace rmirror::proxy::claude
