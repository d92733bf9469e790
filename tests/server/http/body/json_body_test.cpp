// SPDX-License-Identifier: AGPL-3.0-or-later
// What every handler refuses in a JSON body, and what it says.
#include "http/body/json_body.hpp"

#include <gtest/gtest.h>

namespace rmirror::http {
namespace {

using namespace std::string_literals;

Request with_body(std::string body, std::string type = "application/json")
{
    Request request;
    request.headers.emplace_back("content-type", std::move(type));
    request.body = std::move(body);
    return request;
}

struct Refused {
    int status = 0;
    std::string field;
    std::string detail;
};

/// Reads `{name, id?, kind, count?, share?, done?, tags?, parts?: [{id}]}`.
Refused read(Request const& request)
{
    static constexpr std::string_view kKinds[] = {"folder", "document"};
    JsonBody body(request);
    auto& fields = body.fields();
    fields.text("name", {.min = 1, .max = 4});
    fields.uuid_if_any("id");
    fields.one_of("kind", kKinds);
    fields.integer_if_any("count", 0, 10);
    fields.flag_if_any("done");
    fields.texts_if_any("tags", 2, {.max = 3});
    fields.each_if_any("parts", 2, [](input::JsonReader& part) {
        part.uuid("id");
        part.number("share", 0, 1);
        part.flag("done");
    });
    auto const refusal = body.refusal();
    if (!refusal)
        return {};
    auto const problem = boost::json::parse(*refusal->body).as_object();
    auto const* const field = problem.if_contains("field");
    return {static_cast<int>(refusal->status), field ? std::string(field->as_string().c_str()) : "",
            problem.at("detail").as_string().c_str()};
}

constexpr auto kUuid = "0F8FAD5B-d9cb-469f-a165-70867728950e";

TEST(JsonBody, reads_what_is_as_it_should_be)
{
    EXPECT_EQ(read(with_body(R"({"name":"Äöü✓","kind":"folder"})")).status, 0);
    EXPECT_EQ(read(with_body(R"({"name":"a","kind":"folder","id":null,"tags":["a","b"],"count":10,"done":true,
        "parts":[{"id":")"s + kUuid +
                                 R"(","share":0.5,"done":false}]})",
                             "Application/JSON; charset=utf-8"))
                  .detail,
              "");
    JsonBody body(with_body(R"({"id":")"s + kUuid + "\"}"));
    EXPECT_EQ(body.fields().uuid("id"), "0f8fad5b-d9cb-469f-a165-70867728950e");
}

TEST(JsonBody, names_the_field_that_is_not)
{
    struct Case {
        std::string more;
        std::string field;
        std::string sentence;
    };
    for (auto const& [more, field, sentence] : {
             Case{R"(,"id":"x")", "id", "Must be a UUID."},
             Case{R"(,"id":7)", "id", "Must be a UUID."},
             Case{R"(,"count":11)", "count", "Must be a whole number from 0 to 10."},
             Case{R"(,"count":1.5)", "count", "Must be a whole number from 0 to 10."},
             Case{R"(,"count":99999999999999999999)", "count", "Must be a whole number from 0 to 10."},
             Case{R"(,"count":"1")", "count", "Must be a whole number from 0 to 10."},
             Case{R"(,"done":1)", "done", "Must be true or false."},
             Case{R"(,"tags":"a")", "tags", "Must be a list."},
             Case{R"(,"tags":["a","b","c"])", "tags", "Must have at most 2 entries."},
             Case{R"(,"tags":["a","abcd"])", "tags[1]", "Must have at most 3 characters."},
             Case{R"(,"tags":["a\u0000"])", "tags[0]", "Must not contain a NUL character."},
             Case{R"(,"parts":[7])", "parts[0]", "Must be an object."},
             Case{R"(,"parts":[{}])", "parts[0].id", "Required."},
             Case{R"(,"more":1)", "more", "Unknown field."},
         }) {
        auto const refused = read(with_body(R"({"name":"a","kind":"folder")" + more + "}"));
        EXPECT_EQ(refused.status, 400) << more;
        EXPECT_EQ(refused.field, field) << more;
        auto detail = field;
        detail += ": " + sentence;
        EXPECT_EQ(refused.detail, detail) << more;
    }
}

TEST(JsonBody, names_fields_inside_of_lists)
{
    auto const part = R"({"id":")"s + kUuid + R"(","share":1,"done":true)";
    auto const body = [&](std::string const& more) {
        return with_body(R"({"name":"a","kind":"folder","parts":[)" + part + "}," + part + more + "}]}");
    };
    EXPECT_EQ(read(body("")).detail, "");
    EXPECT_EQ(read(body(R"(,"size":1)")).field, "parts[1].size");
    EXPECT_EQ(read(body(R"(,"share":1e999)")).status, 400);
    EXPECT_EQ(read(body(R"(,"share":2)")).detail, "parts[1].share: Must be a number from 0 to 1.");
}

TEST(JsonBody, names_fields_inside_of_objects_and_tells_null_from_nothing)
{
    auto const fault = [](std::string const& text) {
        JsonBody body(with_body(text));
        body.fields().object_if_any("key", [](input::JsonReader& key) { key.text("old", {.max = 3}); });
        auto const refusal = body.refusal();
        return refusal ? std::string(boost::json::parse(*refusal->body).at("detail").as_string()) : "";
    };
    EXPECT_EQ(fault("{}"), "");
    EXPECT_EQ(fault(R"({"key":null})"), "");
    EXPECT_EQ(fault(R"({"key":{"old":"abc"}})"), "");
    EXPECT_EQ(fault(R"({"key":{}})"), "key.old: Required.");
    EXPECT_EQ(fault(R"({"key":{"old":"abc","new":1}})"), "key.new: Unknown field.");
    EXPECT_EQ(fault(R"({"key":"abc"})"), "key: Must be an object.");
    JsonBody body(with_body(R"({"name":null,"more":1})"));
    EXPECT_FALSE(body.fields().text_if_any("name", {.max = 3}));
    EXPECT_TRUE(body.fields().is_null("name"));
    EXPECT_FALSE(body.fields().is_null("kind"));
    EXPECT_EQ(boost::json::parse(*body.refusal()->body).at("field"), "more");
}

TEST(JsonBody, refuses_texts_that_are_missing_or_too_long)
{
    EXPECT_EQ(read(with_body(R"({"kind":"folder"})")).detail, "name: Required.");
    EXPECT_EQ(read(with_body(R"({"kind":"folder","name":null})")).detail, "name: Required.");
    EXPECT_EQ(read(with_body(R"({"kind":"folder","name":""})")).detail, "name: Must have 1 to 4 characters.");
    EXPECT_EQ(read(with_body(R"({"kind":"x","name":"a"})")).detail, "kind: Must be one of folder, document.");
}

TEST(JsonBody, refuses_what_is_no_json_object)
{
    for (auto const& bad : {""s, "{"s, "[]"s, "7"s, "{\"name\":\"\xff\"}"s, R"({"name":"\ud800"})"s, "{}x"s,
                            std::string(100, '[')}) {
        auto const refused = read(with_body(bad));
        EXPECT_EQ(refused.status, 400) << bad;
        EXPECT_EQ(refused.field, "") << bad;
        EXPECT_TRUE(refused.detail.starts_with("The body ")) << refused.detail;
    }
}

Request with_tags(std::string_view tag, std::size_t count)
{
    std::string body = R"({"name":"a","kind":"folder","tags":[)";
    for (std::size_t i = 0; i < count; ++i)
        body += tag;
    return with_body(body + "0]}");
}

TEST(JsonBody, takes_no_more_memory_than_its_size_allows)
{
    EXPECT_EQ(read(with_tags("[[0]],", 100)).field, "tags");
    auto const refused = read(with_tags("[[0]],", 200'000));
    EXPECT_EQ(refused.status, 413);
    EXPECT_TRUE(refused.detail.starts_with("The body has too many small parts:")) << refused.detail;
}

/// The parser keeps all of them on its stack until the list ends.
TEST(JsonBody, of_empty_lists_is_counted_with_the_parsers_stack)
{
    constexpr std::size_t kCount = 50'000, kValueBytes = sizeof(boost::json::value);
    auto request = with_tags("[],", kCount);
    auto const status_within = [&](std::size_t bytes) {
        auto const budget = std::make_shared<MemoryBudget>(bytes, bytes);
        request.parsing = budget;
        request.memory_owner = "user:eve";
        auto const status = read(request).status;
        EXPECT_EQ(budget->in_use(), 0U);
        return status;
    };
    constexpr std::size_t kSteps = 256U << 10U;
    EXPECT_EQ(status_within(kCount * kValueBytes + kSteps), 413)
        << "as many bytes as the list has without it";
    EXPECT_EQ(status_within(kCount * kValueBytes * 2 + kSteps), 400);
}

TEST(JsonBody, gives_back_what_only_parsing_took)
{
    auto const budget = std::make_shared<MemoryBudget>(64U << 20U);
    auto request = with_tags("0,", 100'000);
    request.parsing = budget;
    JsonBody body(request);
    EXPECT_GT(budget->in_use(), 100'000 * sizeof(boost::json::value));
    EXPECT_LT(budget->in_use(), 110'000 * sizeof(boost::json::value));
}

TEST(JsonBody, must_be_declared_as_json)
{
    for (auto const* const type :
         {"", "text/plain", "application/x-www-form-urlencoded", "application/jsonp"})
        EXPECT_EQ(read(with_body("{}", type)).status, 415) << type;
}

TEST(JsonBody, shows_no_more_than_the_beginning_of_a_name)
{
    auto const refused = read(with_body("{\"name\":\"a\",\"kind\":\"folder\",\"" + std::string(99, 'x') +
                                        "ä" + std::string(9000, 'x') + "\":1}"));
    EXPECT_EQ(refused.field, std::string(99, 'x'));
}

TEST(JsonBody, of_all_who_send_at_once_take_no_more_memory_than_their_budget)
{
    auto const budget = std::make_shared<MemoryBudget>(1U << 20U);
    std::string zeros = "0";
    while (zeros.size() < 40'000)
        zeros += ",0";
    auto request = with_body("{\"parts\":[" + zeros + "]}");
    request.parsing = budget;
    {
        JsonBody first(request);
        EXPECT_GT(budget->in_use(), 100'000U);
        std::optional<JsonBody> others[10];
        for (auto& other : others)
            other.emplace(request);
        EXPECT_LE(budget->in_use(), budget->max());
        auto const refusal = others[9]->refusal();
        ASSERT_TRUE(refusal.has_value());
        EXPECT_EQ(refusal->status, Code::Service_Unavailable);
        EXPECT_NE(std::find(refusal->headers.begin(), refusal->headers.end(), NamedValue{"Retry-After", "5"}),
                  refusal->headers.end());
    }
    EXPECT_EQ(budget->in_use(), 0U);
}

TEST(JsonBody, of_one_owner_leave_room_for_the_others)
{
    auto const budget = std::make_shared<MemoryBudget>(4U << 20U, 3U << 20U);
    std::string zeros = "0";
    while (zeros.size() < 100'000)
        zeros += ",0";
    auto const body_of = [&](std::string const& text, std::string owner) {
        auto request = with_body("{\"parts\":[" + text + "]}");
        request.parsing = budget;
        request.memory_owner = std::move(owner);
        return request;
    };
    auto const eves = body_of(zeros, "user:eve");
    std::optional<JsonBody> held[5];
    for (auto& each : held)
        each.emplace(eves);
    EXPECT_LE(budget->in_use(), budget->max_each());
    EXPECT_EQ(held[4]->refusal()->status, Code::Service_Unavailable);
    JsonBody others(body_of("0", "user:bob"));
    EXPECT_EQ(others.refusal()->status, Code::Bad_Request) << "has an unknown member";
    // However much is free, this never fits.
    for (auto& each : held)
        each.reset();
    std::string nests = "[0]";
    while (nests.size() < 400'000)
        nests += ",[0]";
    EXPECT_EQ(read(body_of(nests, "user:eve")).status, 413);
}

}  // namespace
}  // namespace rmirror::http
