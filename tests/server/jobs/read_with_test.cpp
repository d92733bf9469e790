// SPDX-License-Identifier: AGPL-3.0-or-later
// From a stored picture to a kept text: real database, real files, and a service over real HTTP.
#include "jobs/read_with.hpp"

#include "jobs/queue.hpp"
#include "library/library.hpp"
#include "ocr/claude.hpp"
#include "ocr/reading_service.hpp"

namespace rmirror::jobs::test {
namespace {

namespace json = boost::json;
using ocr::test::message;
using ocr::test::pages_json;
using rmirror::test::notebook;
using rmirror::test::page;

class ReadWithTest : public rmirror::test::LibraryTest {
protected:
    void read_next()
    {
        auto const item = claim(pool, kinds_, std::chrono::seconds(120));
        ASSERT_TRUE(item);
        EXPECT_TRUE(end(pool, kinds_, *item, kinds_[0].run(*item)));
    }

    /// A page that is stored and waits to be read.
    void push(std::size_t number)
    {
        pages_.push_back(page(number, number));
        auto whole = notebook(1, pages_);
        whole["tags"] = {"work"};
        send(rmirror::test::library({std::move(whole)}));
        store(1, number, number);
    }

    std::string state(std::size_t number)
    {
        return value("SELECT ocr_status || ': ' || coalesce(ocr_error, '') FROM pages WHERE page_number = " +
                     std::to_string(number));
    }

    json::value facts()
    {
        auto const body = service_.take_body();
        auto const& content = body.at("messages").at(0).at("content").as_array();
        return json::parse(content.back().at("text").as_string()).at("pages").at(0);
    }

    json::array pages_;
    ocr::test::ReadingService service_;
    ocr::Counters counters_;
    ocr::Claude claude_{service_.address(), Secret("sk"), "claude-haiku-5-5",
                        [this](upstream::Call call) { return service_.ask(std::move(call)); }};
    Kinds const kinds_ = {ocr_page(pool, rules, read_with(pool, *blobs, claude_, counters_))};
};

TEST_F(ReadWithTest, tells_what_is_known_about_a_page)
{
    push(1);
    service_.answer(message(pages_json("one\ntwo\nthree\nfour")));
    read_next();
    EXPECT_EQ(facts(), json::parse(R"({"page":1,"images":[1],"notebook":"Notebook 1","tags":["work"]})"));
    EXPECT_EQ(state(1), "completed: ");
    push(2);
    service_.answer(message(pages_json("Buy ink")));
    read_next();
    auto const second = facts();
    EXPECT_EQ(second.at("language_hint"), "en");
    EXPECT_EQ(second.at("previous_lines"), "two\nthree\nfour");
    EXPECT_EQ(value("SELECT ocr_lines FROM pages WHERE page_number = 2"),
              R"([{"top": 12.5, "text": "Buy ink", "bottom": 25, "confidence": 0.9}])");
    auto const text = counters_.text();
    EXPECT_NE(text.find("rmirror_ocr_tries_total{result=\"read\"} 2\n"), std::string::npos) << text;
    EXPECT_NE(text.find("rmirror_ocr_page_seconds_bucket{le=\"+Inf\"} 2\n"), std::string::npos) << text;
    EXPECT_NE(text.find("rmirror_ocr_tokens_total{direction=\"input\"} 240\n"), std::string::npos) << text;
}

TEST_F(ReadWithTest, leaves_page_queue_and_quota_right_whatever_goes_wrong)
{
    struct Expected {
        std::string body;
        int status;
        char const* page;
        char const* queue;
        char const* reserved;
    };
    push(1);
    for (auto const& [body, status, page, queue, reserved] : std::initializer_list<Expected>{
             {"{}", 529, "pending", "retry 0 rate_limit", "1"},
             {"{}", 429, "pending", "retry 0 rate_limit", "1"},
             {"{}", 402, "pending", "retry 0 rate_limit", "1"},
             {"{}", 500, "pending", "retry 1 network_error", "1"},
             {message("not JSON"), 200, "pending", "retry 2 invalid_data", "1"},
             {"{}", 401, "pending", "retry 2 auth_error", "1"},
             {"{}", 404, "pending", "retry 2 auth_error", "1"},
             {"{}", 400, "failed", "failed 3 invalid_data", "0"},
         }) {
        service_.answer(body, status);
        read_next();
        EXPECT_EQ(state(1).substr(0, state(1).find(':')), page) << status;
        EXPECT_GT(state(1).size(), 20U) << status;
        EXPECT_EQ(value("SELECT status || ' ' || attempts || ' ' || error_class FROM sync_queue"), queue)
            << status;
        EXPECT_EQ(value("SELECT reserved FROM quota_usage"), reserved) << status;
        EXPECT_EQ(value("SELECT used FROM quota_usage"), "0");
        db::as_system(pool, [](pqxx::work& work) {
            work.exec(
                "UPDATE sync_queue SET run_after = now(), status = CASE status WHEN 'failed' THEN 'pending' "
                "ELSE status END, completed_at = NULL");
        });
    }
    service_.answer(message(pages_json("Buy ink")));
    read_next();
    EXPECT_EQ(state(1), "completed: ");
    EXPECT_EQ(value("SELECT used || ' ' || reserved FROM quota_usage"), "1 0");
    EXPECT_EQ(value("SELECT string_agg(kind || ' ' || (details->>'error_class'), ', ' ORDER BY id) "
                    "FROM notifications"),
              "connection_broken auth_error, retries_exhausted invalid_data");
    EXPECT_NE(counters_.text().find("rmirror_ocr_tries_total{result=\"bad_key\"} 1\n"), std::string::npos);
}

TEST_F(ReadWithTest, asks_for_a_picture_again_that_is_lost)
{
    push(1);
    std::filesystem::remove_all(folder);
    blobs = open_disk_store(folder);
    Kinds const kinds = {ocr_page(pool, rules, read_with(pool, *blobs, claude_, counters_))};
    auto const item = *claim(pool, kinds, std::chrono::seconds(120));
    EXPECT_TRUE(end(pool, kinds, item, kinds[0].run(item)));
    EXPECT_EQ(state(1), "not_synced: ");
    EXPECT_EQ(value("SELECT reserved FROM quota_usage"), "0");
    EXPECT_EQ(send(rmirror::test::library({notebook(1, pages_)})).at("wanted_pages"), 1);
    EXPECT_EQ(store(1, 1, 1).outcome, Storing::queued);
    EXPECT_FALSE(service_.was_asked_again());
}

}  // namespace
}  // namespace rmirror::jobs::test
