// SPDX-License-Identifier: AGPL-3.0-or-later
// Batches over real HTTP: what the service is asked, and what its answers mean.
#include "ocr/claude/claude_batches.hpp"

#include "ocr/reading_service.hpp"

#include <gtest/gtest.h>

namespace rmirror::ocr::test {
namespace {

namespace json = boost::json;
using Kind = BatchProvider::SubmitResult::Kind;
using State = BatchProvider::State;

class ClaudeBatchesTest : public testing::Test {
protected:
    ClaudeBatches batches_at(std::string address)
    {
        return {std::move(address), Secret("sk-secret"), "claude-haiku-5-5",
                [this](upstream::Call call) { return service_.ask(std::move(call)); },
                [this](std::optional<Failure> const& failure) {
                    noted_ += failure ? std::string(to_string(failure->reason)) + " " : "well ";
                }};
    }

    ReadingService service_;
    std::string noted_;  // What was reported to the code that decides about pauses.
    ClaudeBatches batches_ = batches_at(service_.address());
};

TEST_F(ClaudeBatchesTest, hands_over_a_message_for_each_page)
{
    service_.answer(R"({"id":"msgbatch_1","processing_status":"in_progress"})");
    auto const made = batches_.submit({{"a", page_of("Diary")}, {"b", page_of("Work")}});
    EXPECT_EQ(made.kind, Kind::submitted);
    EXPECT_EQ(made.batch, "msgbatch_1");
    auto const request = service_.take_request();
    EXPECT_EQ(request.path, "/v1/messages/batches");
    EXPECT_EQ(request.header("authorization"), "Bearer sk-secret");
    auto const body = json::parse(request.body);
    auto const& requests = body.at("requests").as_array();
    ASSERT_EQ(requests.size(), 2U);
    EXPECT_EQ(requests[1].at("custom_id"), "b");
    EXPECT_EQ(requests[1].at("params").at("model"), "claude-haiku-5-5");
    auto const& content = requests[1].at("params").at("messages").at(0).at("content").as_array();
    ASSERT_EQ(content.size(), 2U);
    EXPECT_EQ(json::parse(content[1].at("text").as_string()).at("pages").at(0).at("notebook"), "Work");
    EXPECT_EQ(noted_, "well ");
}

TEST_F(ClaudeBatchesTest, knows_whether_a_batch_may_be_there_that_it_heard_nothing_of)
{
    struct Expected {
        int status;
        Kind kind;
        char const* noted;
    };
    for (auto const& [status, kind, noted] : std::initializer_list<Expected>{
             {400, Kind::refused, "unknown "},
             {413, Kind::refused, "too_large "},
             {401, Kind::not_submitted, "bad_key "},
             {402, Kind::not_submitted, "no_credit "},
             {403, Kind::refused, "forbidden "},
             {404, Kind::refused, "not_found "},
             {429, Kind::not_submitted, "rate_limited "},
             {529, Kind::not_submitted, "overloaded "},
             {500, Kind::unknown, "server_fault "},
             {200, Kind::unknown, "well "},
         }) {
        noted_.clear();
        service_.answer(R"({"id":"../1"})", status);
        EXPECT_EQ(batches_.submit({{"a", page_of()}}).kind, kind) << status;
        EXPECT_EQ(noted_, noted) << status;
    }
    EXPECT_EQ(batches_at("http://127.0.0.1:1").submit({{"a", page_of()}}).kind, Kind::not_submitted);
}

TEST_F(ClaudeBatchesTest, tells_how_a_batch_stands)
{
    struct Expected {
        std::string body;
        int status;
        State state;
        char const* noted;
    };
    for (auto const& [body, status, state, noted] : std::initializer_list<Expected>{
             {R"({"processing_status":"in_progress"})", 200, State::runs, "well "},
             {R"({"processing_status":"ended"})", 200, State::has_ended, "well "},
             {"{}", 404, State::is_gone, ""},
             {"{}", 401, State::is_unknown, "bad_key "},
             {"{}", 500, State::is_unknown, "server_fault "},
             {"<html>", 200, State::is_unknown, "well "},
         }) {
        noted_.clear();
        service_.answer(body, status);
        EXPECT_EQ(batches_.look("msgbatch_1"), state) << status;
        EXPECT_EQ(noted_, noted) << status;
        EXPECT_EQ(service_.take_request().path, "/v1/messages/batches/msgbatch_1");
    }
}

TEST_F(ClaudeBatchesTest, takes_what_was_read_and_leaves_what_was_not)
{
    service_.answer(batch_result("b", "Buy ink") + batch_result("stranger", "Sell ink") +
                    R"({"custom_id":"a","result":{"type":"expired"}})" + "\n" +
                    R"({"custom_id":"c","result":{"type":"errored","error":{"type":"error"}}})" +
                    "\n{\"custom_id\":\"d\"\n[]\n\n" + R"({"custom_id":7,"result":{"message":[]}})");
    BatchPages const pages{{"a", page_of()}, {"b", page_of()}, {"c", page_of()}, {"d", page_of()}};
    auto const results = batches_.results("msgbatch_1", pages);
    ASSERT_TRUE(results);
    ASSERT_EQ(results->texts.size(), 1U);
    EXPECT_EQ(results->texts.at("b").markdown, "Buy ink");
    EXPECT_EQ(results->texts.at("b").lines.at(0).top, 75) << "A quarter of 100 page units from 50 on.";
    EXPECT_EQ(results->usage.input_tokens, 240U) << "What a stranger's page took was paid for as well.";
    EXPECT_EQ(service_.take_request().path, "/v1/messages/batches/msgbatch_1/results");
    service_.answer("", 500);
    EXPECT_FALSE(batches_.results("msgbatch_1", pages));
}

TEST_F(ClaudeBatchesTest, lists_what_was_made_since)
{
    auto const entry = [](std::string const& id, std::string const& at) {
        return R"({"id":")" + id + R"(","created_at":")" + at +
               R"(","request_counts":{"processing":3,"succeeded":2,"errored":-1}})";
    };
    auto const first_list = R"({"has_more":true,"last_id":"b","data":[)" +
                            entry("c", "2026-11-20T10:00:03.5Z") + "," + entry("b", "2026-11-20T10:00:02Z") +
                            "]}";
    service_.answer(first_list);
    service_.answer(R"({"has_more":true,"last_id":"z","data":[)" + entry("a", "2026-11-20T10:00:01Z") + "," +
                    entry("?", "2026-11-20T10:00:01Z") + "," + entry("z", "2026-11-20T10:00:00.9Z") + "]}");
    std::chrono::system_clock::time_point const since{std::chrono::seconds(1'795'168'801)};
    auto const listed = batches_.submitted_since(since);
    ASSERT_TRUE(listed);
    ASSERT_EQ(listed->size(), 3U);
    EXPECT_EQ(listed->at(0).batch, "c");
    EXPECT_EQ(listed->at(2).batch, "a");
    EXPECT_EQ(listed->at(2).pages, 5U);
    EXPECT_EQ(service_.take_request().query, "limit=100");
    EXPECT_EQ(service_.take_request().query, "limit=100&after_id=b");
    service_.answer(first_list);
    service_.answer("{}", 529);
    EXPECT_FALSE(batches_.submitted_since(since)) << "Half of a list does not tell what is missing.";
}

}  // namespace
}  // namespace rmirror::ocr::test
