// SPDX-License-Identifier: AGPL-3.0-or-later
#include "proxy/claude/request.hpp"

#include <gtest/gtest.h>

namespace rmirror::proxy::claude {
namespace {

Rules const kRules{.models = {"claude-haiku-5-5", "claude-sonnet-5-5"}, .most_tokens = 1000};

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
    EXPECT_EQ(refusal_of(R"({"model":"claude-opus-5-5"})"),
              "model: this server doesn't pass on calls to claude-opus-5-5. It allows claude-haiku-5-5, "
              "claude-sonnet-5-5.");
    auto const other = read(R"({"model":"claude-opus-5-5"})");
    EXPECT_EQ(std::get<Refusal>(other).status, http::Code::Forbidden);
    for (auto const* const tokens : {"1001", "99999999999999999999", "1e3", "10.5", "\"10\"", "true", "null"})
        EXPECT_NE(refusal_of(R"({"model":"claude-haiku-5-5","max_tokens":)" + std::string(tokens) + "}"), "")
            << tokens;
    EXPECT_EQ(refusal_of(R"({"model":"claude-haiku-5-5","max_tokens":1000,"a":{"max_tokens":2000}})"), "");
    Rules const any{.models = {"*"}, .most_tokens = 10};
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

}  // namespace
}  // namespace rmirror::proxy::claude
