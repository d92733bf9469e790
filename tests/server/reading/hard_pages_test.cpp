// SPDX-License-Identifier: AGPL-3.0-or-later
// Whatever a page is like and whatever comes back: a state, a sentence, a right next try, and quota and text
// right.
#include "blobs/pictures.hpp"
#include "library/library.hpp"
#include "ocr/claude/claude.hpp"
#include "ocr/pausing_provider.hpp"
#include "ocr/reading_service.hpp"
#include "queue/claim.hpp"
#include "queue/end.hpp"
#include "reading/provider_reader.hpp"

namespace rmirror::reading::test {
namespace {

namespace json = boost::json;
using ocr::test::message;
using ocr::test::pages_json;
using rmirror::test::notebook;
using rmirror::test::page;
using upstream::CallOutcome;
using upstream::CallResult;

CallResult answered(std::string body, int status = 200)
{
    CallResult result;
    result.outcome = CallOutcome::answered;
    result.status = status;
    result.body = std::move(body);
    return result;
}

CallResult unanswered(CallOutcome outcome,
                      std::optional<std::chrono::milliseconds> retry_after = std::nullopt)
{
    CallResult result;
    result.outcome = outcome;
    result.retry_after = retry_after;
    return result;
}

class HardPagesTest : public rmirror::test::LibraryTest {
protected:
    void push(std::size_t pages)
    {
        json::array all;
        for (std::size_t number = 1; number <= pages; ++number)
            all.push_back(page(number, number));
        send(rmirror::test::library({notebook(1, std::move(all))}));
        for (std::size_t number = 1; number <= pages; ++number)
            store(1, number, number);
    }

    /// The only page, in parts that lie below each other.
    void push_parts(std::uint32_t width, std::uint32_t height, int parts)
    {
        send(rmirror::test::library({notebook(1, {page(1, 1)})}));
        for (int part = 1; part <= parts; ++part) {
            auto const picture = rmirror::test::png(
                {.width = width, .height = height, .shade = static_cast<std::uint8_t>(part)});
            auto image = image_of(1, 1, 1, picture);
            image.part = part;
            image.part_count = parts;
            image.size = {width, height};
            image.place.x = 0;
            image.place.y = static_cast<double>(height) * (part - 1);
            image.place.width = width;
            image.place.height = height;
            store(image, picture);
        }
    }

    /// False when nothing is to be read yet.
    bool read_next(CallResult next)
    {
        next_ = std::move(next);
        auto const item = queue::claim(pool, job_, cursor_, std::chrono::seconds(120));
        if (!item)
            return false;
        EXPECT_TRUE(queue::end(pool, job_, *item, job_.work({&*item, 1}).front()));
        return true;
    }

    void hurry()
    {
        db::as_system(pool, [](pqxx::work& work) {
            work.exec("UPDATE sync_queue SET run_after = now() WHERE completed_at IS NULL");
        });
    }

    std::string queue()
    {
        return value("SELECT status || ' ' || attempts || ' ' || error_class FROM sync_queue");
    }

    std::string page_says()
    {
        return value("SELECT ocr_status || ': ' || coalesce(ocr_error, '') FROM pages WHERE page_number = 1");
    }

    std::string usage()
    {
        return value("SELECT used || ' used, ' || reserved || ' reserved' FROM quota_usage");
    }

    CallResult next_;
    std::string asked_;  // The body of the last call.
    ocr::PausingProvider::Clock::time_point now_;
    ocr::Counters counters_;
    ocr::PausingProvider provider_{
        std::make_unique<ocr::Claude>("http://127.0.0.1:1", Secret("sk"), "claude-haiku-5-5",
                                      [this](upstream::Call call) {
                                          asked_ = std::move(call.body);
                                          return next_;
                                      }),
        {.now = [this] { return now_; }}};
    ProviderReader reader_{pool, *blobs, rules, &provider_, counters_};
    PageJob job_{pool, rules, reader_};
    queue::RoundRobinCursor cursor_;
};

TEST_F(HardPagesTest, of_one_pixel_are_read)
{
    push_parts(1, 1, 1);
    EXPECT_TRUE(read_next(answered(message(pages_json("i")))));
    EXPECT_EQ(value("SELECT ocr_status || ' ' || ocr_text FROM pages"), "completed i");
}

TEST_F(HardPagesTest, of_twenty_thousand_pixels_are_read_at_once_in_parts)
{
    push_parts(40, 2000, 10);
    EXPECT_TRUE(
        read_next(answered(message(R"({"pages":[{"page":1,"language":"en","markdown":"a\nz","lines":[)"
                                   R"({"text":"a","confidence":1,"image":1,"top":0,"bottom":0.5},)"
                                   R"({"text":"z","confidence":1,"image":10,"top":0.5,"bottom":1}]}]})"))));
    auto const content = json::parse(asked_).at("messages").at(0).at("content").as_array();
    EXPECT_EQ(content.size(), 11U);
    EXPECT_EQ(value("SELECT jsonb_path_query_array(ocr_lines, '$[*].bottom') FROM pages"), "[1000, 20000]");
    EXPECT_EQ(usage(), "1 used, 0 reserved");
}

TEST_F(HardPagesTest, wait_when_the_answer_is_of_no_use_and_are_right_in_the_end)
{
    struct Expected {
        CallResult result;
        char const* queue;
        char const* sentence;
    };
    auto const whole = pages_json("Buy ink");
    push(1);
    for (auto const& [result, expected, sentence] : std::initializer_list<Expected>{
             {unanswered(CallOutcome::too_late), "retry 1 network_error", "didn't respond in time"},
             {unanswered(CallOutcome::unreachable), "retry 1 network_error", "can't be reached"},
             {unanswered(CallOutcome::too_large), "retry 1 invalid_data", "far too long"},
             {unanswered(CallOutcome::overloaded), "retry 0 rate_limit", "at the moment"},
             {unanswered(CallOutcome::cooling_down, std::chrono::hours(1)), "retry 0 rate_limit",
              "asked this server to wait"},
             {unanswered(CallOutcome::stopped), "retry 0 rate_limit", "server stopped"},
             {answered(""), "retry 1 invalid_data", "unusable"},
             {answered(message("")), "retry 1 invalid_data", "unusable"},
             {answered(message("I cannot make it out.")), "retry 1 invalid_data", "unusable"},
             {answered(message(whole.substr(0, whole.size() / 2))), "retry 1 invalid_data", "unusable"},
             {answered("<html>", 503), "retry 1 network_error", "internal problem"},
         }) {
        EXPECT_TRUE(read_next(result));
        EXPECT_EQ(queue(), expected) << sentence;
        EXPECT_NE(page_says().find(sentence), std::string::npos) << page_says();
        EXPECT_EQ(page_says().substr(0, 9), "pending: ");
        EXPECT_EQ(usage(), "0 used, 1 reserved") << sentence;
        hurry();
        value("UPDATE sync_queue SET attempts = 0 RETURNING 1");
    }
    EXPECT_TRUE(read_next(answered(message(whole))));
    EXPECT_EQ(page_says(), "completed: ");
    EXPECT_EQ(value("SELECT ocr_text FROM pages"), "Buy ink");
    EXPECT_EQ(usage(), "1 used, 0 reserved");
}

TEST_F(HardPagesTest, fail_with_a_reason_when_they_are_declined_or_never_answered_well)
{
    push(1);
    EXPECT_TRUE(read_next(answered(R"({"content":[],"stop_reason":"refusal","usage":{}})")));
    EXPECT_EQ(queue(), "failed 1 invalid_data");
    EXPECT_EQ(page_says(),
              "failed: Claude declined to transcribe this page. A different model might be able to.");
    EXPECT_EQ(usage(), "0 used, 0 reserved");
    value("UPDATE sync_queue SET status = 'pending', attempts = 0, completed_at = NULL RETURNING 1");
    for (int tries = 0; tries < queue::kMaxAttempts; ++tries) {
        hurry();
        EXPECT_TRUE(read_next(answered(message("not JSON"))));
    }
    EXPECT_EQ(queue(), "failed 5 invalid_data");
    EXPECT_EQ(page_says().substr(0, 8), "failed: ");
    EXPECT_EQ(usage(), "0 used, 0 reserved");
}

TEST_F(HardPagesTest, outlast_an_hour_of_too_many_requests)
{
    push(1);
    auto busy = answered(R"({"type":"error","error":{"type":"rate_limit_error","message":"slow"}})", 429);
    busy.headers.emplace("retry-after", "60");
    for (int minute = 0; minute < 60; ++minute) {
        EXPECT_TRUE(read_next(busy));
        EXPECT_EQ(queue(), "retry 0 rate_limit");
        EXPECT_FALSE(read_next(busy)) << "Before its time.";
        hurry();
    }
    EXPECT_EQ(usage(), "0 used, 1 reserved");
    EXPECT_TRUE(read_next(answered(message(pages_json("Buy ink")))));
    EXPECT_EQ(page_says(), "completed: ");
    EXPECT_EQ(usage(), "1 used, 0 reserved");
    EXPECT_EQ(value("SELECT count(*) FROM notifications"), "0");
}

TEST_F(HardPagesTest, are_read_whenever_a_key_is_taken_that_is_refused_now_and_then)
{
    auto const refused = answered("{}", 401);
    push(3);
    for (int number = 1; number <= 3; ++number) {
        EXPECT_TRUE(read_next(refused));
        EXPECT_FALSE(read_next(refused)) << "The others wait.";
        now_ += std::chrono::minutes(5);
        hurry();
        EXPECT_TRUE(read_next(answered(message(pages_json("page " + std::to_string(number))))));
        EXPECT_EQ(usage(), std::to_string(number) + " used, " + std::to_string(3 - number) + " reserved");
    }
    EXPECT_EQ(value("SELECT string_agg(DISTINCT ocr_status, ' ') FROM pages"), "completed");
    EXPECT_EQ(value("SELECT string_agg(kind, ' ') FROM notifications"), "connection_broken");
}

}  // namespace
}  // namespace rmirror::reading::test
