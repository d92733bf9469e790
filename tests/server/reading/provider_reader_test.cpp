// SPDX-License-Identifier: AGPL-3.0-or-later
// From a stored picture to a kept text: real database, real files, and a service over real HTTP.
#include "reading/provider_reader.hpp"

#include "blobs/drawn_picture.hpp"
#include "library/documents/document.hpp"
#include "library/library.hpp"
#include "library/work.hpp"
#include "ocr/claude/claude.hpp"
#include "ocr/pausing_provider.hpp"
#include "ocr/reading_service.hpp"
#include "queue/claim.hpp"
#include "queue/end.hpp"
#include "quota/library_usage.hpp"
#include "reading/retranscribe.hpp"
#include "reading/state.hpp"

namespace rmirror::reading::test {
namespace {

namespace json = boost::json;
using ocr::test::message;
using ocr::test::pages_json;
using ocr::test::text_of;
using rmirror::test::notebook;
using rmirror::test::page;
using rmirror::test::Storing;

constexpr std::chrono::seconds kLease{120};

/// Takes no other page along.
class AlonePages final : public PageJob {
public:
    using PageJob::PageJob;
    std::vector<ItemId> group_of(queue::Item const&) override { return {}; }
};

class ProviderReaderTest : public rmirror::test::LibraryTest {
protected:
    void read_next() { EXPECT_EQ(read_with(alone_), 1U); }
    /// One page and those that go with it; answers how many.
    std::size_t read_together() { return read_with(together_); }

    std::size_t read_with(PageJob& job)
    {
        auto const first = queue::claim(pool, job, cursor_, kLease);
        if (!first)
            return 0;
        std::vector<queue::Item> items{*first};
        for (auto& item : queue::claim_these(pool, first->user_id, job.group_of(*first), kLease))
            items.push_back(std::move(item));
        auto const outcomes = job.work(items);
        for (std::size_t i = 0; i < items.size(); ++i)
            EXPECT_TRUE(queue::end(pool, job, items[i], outcomes[i]));
        return items.size();
    }

    void change(std::string const& sql)
    {
        db::as_system(pool, [&](pqxx::work& work) { work.exec(sql); });
    }

    void push_pages(std::size_t first, std::size_t last)
    {
        for (auto number = first; number <= last; ++number)
            push(number);
    }

    /// "1: Buy ink, 2: -, ": what is known of each page.
    std::string texts()
    {
        return value(
            "SELECT string_agg(page_number || ': ' || coalesce(ocr_text, '-'), ', ' ORDER BY page_number) "
            "FROM pages");
    }

    void set_pictures(std::size_t page, std::string const& assignments)
    {
        change("UPDATE page_images SET " + assignments +
               " FROM pages WHERE pages.user_id = page_images.user_id AND pages.id = page_id AND page_number "
               "= " +
               std::to_string(page));
    }

    /// A page that is stored and waits to be read.
    void push(std::size_t number)
    {
        pages_.push_back(page(number, number));
        auto whole = notebook(1, pages_);
        whole["tags"] = json::array{"work"};
        send(rmirror::test::library({std::move(whole)}));
        store(1, number, number);
    }

    std::string state(std::size_t number)
    {
        return value("SELECT ocr_status || ': ' || coalesce(ocr_error, '') FROM pages WHERE page_number = " +
                     std::to_string(number));
    }

    json::array all_facts()
    {
        auto const body = service_.take_body();
        auto const& content = body.at("messages").at(0).at("content").as_array();
        return json::parse(content.back().at("text").as_string()).at("pages").as_array();
    }

    json::value facts() { return all_facts().at(0); }

    json::array pages_;
    ocr::test::ReadingService service_;
    ocr::Counters counters_;
    ocr::Claude claude_{service_.address(), Secret("sk"), "claude-haiku-5-5",
                        [this](upstream::Call call) { return service_.ask(std::move(call)); }};
    ProviderReader reader_{pool, *blobs, rules, &claude_, counters_};
    AlonePages alone_{pool, rules, reader_};
    PageJob together_{pool, rules, reader_};
    queue::RoundRobinCursor cursor_;
};

TEST_F(ProviderReaderTest, tells_what_is_known_about_a_page)
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
    auto const text = text_of(counters_);
    EXPECT_NE(text.find("rmirror_ocr_tries_total{result=\"read\"} 2\n"), std::string::npos) << text;
    EXPECT_NE(text.find("rmirror_ocr_page_seconds_bucket{le=\"+Inf\"} 2\n"), std::string::npos) << text;
    EXPECT_NE(text.find("rmirror_ocr_tokens_total{direction=\"input\"} 240\n"), std::string::npos) << text;
}

TEST_F(ProviderReaderTest, leaves_page_queue_and_quota_right_whatever_goes_wrong)
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
             {"{}", 404, "pending", "retry 3 invalid_data", "1"},
             {"{}", 403, "pending", "retry 4 invalid_data", "1"},
             {"{}", 400, "failed", "failed 5 invalid_data", "0"},
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
                "UPDATE sync_queue SET run_after = now(), status = CASE WHEN status = 'failed' THEN "
                "'pending' "
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
    EXPECT_NE(text_of(counters_).find("rmirror_ocr_tries_total{result=\"bad_key\"} 1\n"), std::string::npos);
}

TEST_F(ProviderReaderTest, tells_the_end_of_the_previous_page_as_a_person_corrected_it)
{
    push(1);
    service_.answer(message(pages_json("Buy egs and")));
    read_next();
    facts();
    PageId const id(value("SELECT id FROM pages"));
    library::write(pool, user, [&](library::LibraryWork& work) {
        auto const any = [](std::string_view) { return true; };
        library::save_document(work, id, any, {"Buy eggs and", {}});
    });
    push(2);
    service_.answer(message(pages_json("milk")));
    read_next();
    EXPECT_EQ(facts().at("previous_lines"), "Buy eggs and");
}

/// What Claude says of several pages; "?" is of no use.
std::string several(std::vector<std::string> const& texts)
{
    json::array pages;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        json::object page{
            {"page", i + 1}, {"language", "en"}, {"markdown", texts[i]}, {"lines", json::array()}};
        if (texts[i] == "?")
            page.erase("markdown");
        pages.push_back(std::move(page));
    }
    return message(json::serialize(json::object{{"pages", std::move(pages)}}));
}

TEST_F(ProviderReaderTest, reads_small_pages_that_wait_by_one_call_each_its_own)
{
    push_pages(1, 7);
    change(
        "UPDATE sync_queue SET run_after = now() - interval '1 minute' FROM pages "
        "WHERE pages.user_id = sync_queue.user_id AND pages.id = item_key AND page_number = 4");
    change("UPDATE pages SET ocr_text = 'as it was', ocr_hash = 'i1:older' WHERE page_number IN (1, 4)");
    service_.answer(several({"two", "three", "four", "five", "six"}));
    EXPECT_EQ(read_together(), 5U);
    auto const reported = all_facts();
    ASSERT_EQ(reported.size(), 5U);
    EXPECT_EQ(reported[0].at("previous_lines"), "as it was");
    EXPECT_FALSE(reported[3].as_object().contains("previous_lines")) << "The page before is shown as well.";
    EXPECT_EQ(texts(), "1: as it was, 2: two, 3: three, 4: four, 5: five, 6: six, 7: -");
    EXPECT_EQ(value("SELECT used || ' ' || reserved FROM quota_usage"), "5 2");
    service_.answer(several({"one", "seven"}));
    EXPECT_EQ(read_together(), 2U);
    EXPECT_EQ(value("SELECT used || ' ' || reserved FROM quota_usage"), "7 0");
    EXPECT_EQ(read_together(), 0U);
}

TEST_F(ProviderReaderTest, lets_one_page_spoil_no_other)
{
    push_pages(1, 3);
    service_.answer(several({"one", "?", "three"}));
    EXPECT_EQ(read_together(), 3U);
    EXPECT_EQ(texts(), "1: one, 2: -, 3: three");
    push(4);
    service_.answer(several({"two"}));
    EXPECT_EQ(read_together(), 1U) << "Page 2 is read alone.";
    service_.answer(several({"four"}));
    EXPECT_EQ(read_together(), 1U);
    EXPECT_EQ(texts(), "1: one, 2: two, 3: three, 4: four");
    EXPECT_EQ(value("SELECT used || ' ' || reserved FROM quota_usage"), "4 0");
}

TEST_F(ProviderReaderTest, asks_for_pages_apart_when_a_call_fails_for_what_may_be_on_one)
{
    push_pages(1, 2);
    for (auto const& [body, status] :
         std::initializer_list<std::pair<std::string, int>>{{"{}", 400},
                                                            {"{}", 413},
                                                            {message("{", "max_tokens"), 200},
                                                            {message("", "refusal"), 200},
                                                            {"?", 200}}) {
        service_.answer(body, status);
        EXPECT_EQ(read_together(), 2U) << status;
        EXPECT_EQ(value("SELECT string_agg(status || attempts || error_class, ' ') FROM sync_queue"),
                  "retry0invalid_data retry0invalid_data")
            << status;
        service_.answer("{}", 529);
        EXPECT_EQ(read_together(), 1U) << status;
        change("UPDATE sync_queue SET status = 'pending', error_class = NULL, run_after = now()");
    }
}

class DrawnPagesTest : public ProviderReaderTest {
protected:
    /// The page waits to be read. A boat is on the right of its picture.
    void push_drawn(std::size_t number, std::size_t ink = 1)
    {
        pages_.push_back(page(number, ink));
        send(rmirror::test::library({notebook(1, pages_)}));
        rmirror::test::DrawnPicture drawn(200, 100);
        drawn.frame(120, 20, 60, 60);
        store(image_of(1, number, ink, drawn.png()), drawn.png());
    }

    /// As the service says: a boat, and blank paper.
    static std::string answer_with_drawings(std::string const& caption = "A [big] boat")
    {
        json::array const drawings{
            {{"caption", caption},
             {"image", 1},
             {"left", 0.6},
             {"top", 0.2},
             {"right", 0.9},
             {"bottom", 0.8}},
            {{"caption", ""}, {"image", 1}, {"left", 0}, {"top", 0}, {"right", 0.5}, {"bottom", 1}}};
        return message(pages_json("Sail away\n![](drawing:1)\n![](drawing:2)\nat dawn", drawings));
    }

    void read_drawn(std::string const& answer = answer_with_drawings())
    {
        service_.answer(answer);
        read_next();
    }

    std::string id_on(std::size_t number)
    {
        return value(
            "SELECT file.id FROM attachments AS file JOIN pages ON pages.id = page_id WHERE is_drawing "
            "AND page_number = " +
            std::to_string(number));
    }

    std::string text_on(std::size_t number)
    {
        return value("SELECT ocr_text FROM pages WHERE page_number = " + std::to_string(number));
    }
};

TEST_F(DrawnPagesTest, have_the_drawing_where_it_stands_and_say_what_was_left_out)
{
    push_drawn(1);
    read_drawn();
    EXPECT_EQ(text_on(1), "Sail away\n![A \\[big\\] boat](attachment:" + id_on(1) + ")\nat dawn");
    EXPECT_EQ(value("SELECT drawings_left_out FROM pages"), "1");
    EXPECT_EQ(value("SELECT file_name || ' ' || content_type FROM attachments"), "drawing.png image/png");
    EXPECT_EQ(stored_files(), 2U);
}

TEST_F(DrawnPagesTest, keep_a_drawing_that_is_the_same_and_drop_one_that_is_gone)
{
    push_drawn(1);
    read_drawn();
    auto const before = id_on(1);
    auto const read_again = [&](std::string const& answer) {
        library::write(pool, user, [&](library::LibraryWork& work) {
            auto const instead_of = value("SELECT to_jsonb(ocr_completed_at) #>> '{}' FROM pages");
            auto const asked =
                retranscribe(work, rules, {rmirror::test::uuid_of(1), rmirror::test::uuid_of(1), instead_of});
            EXPECT_EQ(asked.outcome, RetranscribeOutcome::begun);
        });
        read_drawn(answer);
    };
    read_again(answer_with_drawings("Another name"));
    EXPECT_EQ(id_on(1), before);
    EXPECT_EQ(text_on(1), "Sail away\n![Another name](attachment:" + before + ")\nat dawn");
    read_again(message(pages_json("No boat")));
    EXPECT_EQ(value("SELECT count(*) FROM attachments"), "0");
    EXPECT_EQ(value("SELECT drawings_left_out FROM pages"), "0");
    remove_unused();
    EXPECT_EQ(stored_files(), 1U);
}

TEST_F(DrawnPagesTest, that_look_the_same_have_drawings_of_their_own)
{
    push_drawn(1);
    read_drawn();
    push_drawn(2);
    read_next();
    EXPECT_NE(id_on(2), id_on(1));
    EXPECT_EQ(text_on(2), "Sail away\n![A \\[big\\] boat](attachment:" + id_on(2) + ")\nat dawn");
    EXPECT_EQ(value("SELECT count(DISTINCT blob_id) FROM attachments"), "1");
    EXPECT_EQ(value("SELECT drawings_left_out FROM pages WHERE page_number = 2"), "1");
}

TEST_F(DrawnPagesTest, come_back_with_their_drawings_without_a_call)
{
    push_drawn(1);
    read_drawn();
    auto const before = id_on(1);
    EXPECT_EQ(value("SELECT markdown || ' ' || jsonb_array_length(drawings) FROM kept_answers"),
              "Sail away\n![](drawing:1)\n![](drawing:2)\nat dawn 2");
    change("DELETE FROM page_images");
    change("DELETE FROM pages");
    EXPECT_EQ(value("SELECT count(*) FROM attachments"), "0");
    pages_.clear();
    push_drawn(2);
    read_next();
    EXPECT_NE(id_on(1), before);
    EXPECT_EQ(text_on(1), "Sail away\n![A \\[big\\] boat](attachment:" + id_on(1) + ")\nat dawn");
    EXPECT_EQ(value("SELECT drawings_left_out FROM pages"), "1");
    EXPECT_EQ(value("SELECT used FROM quota_usage WHERE quota_type = 'ocr_pages'"), "1");
}

TEST_F(DrawnPagesTest, have_their_drawings_once_when_the_worker_dies_before_it_writes_them)
{
    push_drawn(1);
    service_.answer(answer_with_drawings());
    auto const item = queue::claim(pool, alone_, cursor_, kLease);
    ASSERT_TRUE(item);
    alone_.work({&*item, 1});
    change(
        "UPDATE sync_queue SET status = 'pending', lease_id = NULL, leased_until = NULL "
        "WHERE status = 'processing'");
    read_next();
    EXPECT_EQ(value("SELECT count(*) FROM attachments"), "1");
    EXPECT_EQ(text_on(1), "Sail away\n![A \\[big\\] boat](attachment:" + id_on(1) + ")\nat dawn");
    EXPECT_EQ(value("SELECT drawings_left_out FROM pages"), "1");
}

TEST_F(DrawnPagesTest, are_read_without_their_drawings_when_there_is_no_room_for_them)
{
    push_drawn(1);
    change(
        "INSERT INTO blobs (user_id, sha256, media_type, size_bytes, store) "
        "SELECT id, repeat('a', 64), 'image/png', 2000000, 'disk' FROM users");
    rules.limits = quota::limits_json({1, 1, 1, 1}, {});
    read_drawn();
    EXPECT_EQ(text_on(1), "Sail away\nat dawn");
    EXPECT_EQ(value("SELECT drawings_left_out FROM pages"), "2");
}

/// As the server asks: a refusal that may be about one page is looked into.
class RefusedPagesTest : public ProviderReaderTest {
protected:
    std::size_t read_some() { return read_with(job_); }
    std::size_t try_again()
    {
        change("UPDATE sync_queue SET run_after = now() WHERE status = 'retry'");
        return read_some();
    }

    ocr::PausingProvider::Clock::time_point now_;
    ocr::PausingProvider provider_{
        std::make_unique<ocr::Claude>(service_.address(), Secret("sk"), "claude-haiku-5-5",
                                      [this](upstream::Call call) { return service_.ask(std::move(call)); }),
        {.now = [this] { return now_; },
         .on_change =
             [this] {
                 report_state(pool, {true, provider_.pause_message()});
             }}};
    ProviderReader asking_{pool, *blobs, rules, &provider_, counters_};
    PageJob job_{pool, rules, asking_};
};

TEST_F(RefusedPagesTest, are_refused_by_themselves_and_read_on_for_everybody_else)
{
    push_pages(1, 5);
    service_.answer("{}", 403);
    EXPECT_EQ(read_some(), 5U);
    for (int asked = 0; asked < 5; ++asked) {
        // The third is refused alone as well; a word is not.
        service_.answer(asked == 2 ? "{}" : several({"text"}), asked == 2 ? 403 : 200);
        if (asked == 2)
            service_.answer(message("Hello"));
        EXPECT_EQ(read_some(), 1U);
    }
    EXPECT_EQ(value("SELECT string_agg(ocr_status || ' ' || count, ', ' ORDER BY ocr_status) "
                    "FROM (SELECT ocr_status, count(*) FROM pages GROUP BY ocr_status) AS states"),
              "completed 4, pending 1");
    EXPECT_EQ(value("SELECT attempts || ' ' || error_class FROM sync_queue WHERE status = 'retry'"),
              "1 invalid_data");
    EXPECT_FALSE(provider_.pause_message());
    EXPECT_EQ(value("SELECT count(*) FROM notifications"), "0");
    // The last of five attempts ends this page only.
    for (int attempt = 2; attempt <= 5; ++attempt) {
        service_.answer("{}", 403);
        service_.answer(message("Hello"));
        EXPECT_EQ(try_again(), 1U);
    }
    EXPECT_EQ(value("SELECT ocr_status FROM pages WHERE ocr_status <> 'completed'"), "failed");
    EXPECT_EQ(value("SELECT used || ' ' || reserved FROM quota_usage"), "4 0");
}

TEST_F(RefusedPagesTest, wait_and_say_why_when_everything_is_refused_also_for_the_only_user)
{
    push_pages(1, 2);
    service_.answer("{}", 404);
    EXPECT_EQ(read_some(), 2U);
    service_.answer("{}", 404);
    service_.answer("{}", 404);
    EXPECT_EQ(read_some(), 1U);
    EXPECT_EQ(read_some(), 0U) << "All wait.";
    EXPECT_EQ(value("SELECT max(attempts) FROM sync_queue"), "0") << "It counts as no attempt.";
    auto const shown = [this] {
        return value("SELECT string_agg(page_json(pages, notebook_id)->>'ocr_error', '|') FROM pages");
    };
    std::string const sentence(ocr::kPaused);
    EXPECT_EQ(provider_.pause_message(), sentence);
    EXPECT_EQ(provider_.pause_reason(), ocr::Reason::no_such_model);
    EXPECT_EQ(shown(), sentence + "|" + sentence);
    change("UPDATE pages SET ocr_error = NULL");
    EXPECT_EQ(shown(), sentence + "|" + sentence) << "Also after another request.";
    now_ += std::chrono::minutes(5);
    service_.answer(message("Hello"));
    service_.answer(several({"one"}));
    EXPECT_EQ(try_again(), 1U);
    EXPECT_EQ(value("SELECT paused_because IS NULL FROM reading_state"), "t");
}

TEST_F(ProviderReaderTest, reads_a_page_that_is_drawn_anew_between_its_claim_and_its_picture)
{
    push(1);
    auto const item = *queue::claim(pool, alone_, cursor_, kLease);
    pages_ = {page(1, 100)};
    send(rmirror::test::library({notebook(1, pages_)}));
    EXPECT_EQ(store(1, 1, 100).outcome, Storing::queued);
    EXPECT_TRUE(queue::end(pool, alone_, item, alone_.work({&item, 1}).front()));
    EXPECT_EQ(state(1), "pending: ");
    service_.answer(message(pages_json("Buy ink")));
    read_next();
    EXPECT_EQ(state(1), "completed: ");
    EXPECT_EQ(value("SELECT used || ' ' || reserved FROM quota_usage"), "1 0");
}

TEST_F(ProviderReaderTest, keeps_pages_together_that_were_only_too_many)
{
    push_pages(1, 2);
    service_.answer("{}", 429);
    EXPECT_EQ(read_together(), 2U);
    change("UPDATE sync_queue SET run_after = now()");
    service_.answer(several({"one", "two"}));
    EXPECT_EQ(read_together(), 2U);
    EXPECT_EQ(texts(), "1: one, 2: two");
}

TEST_F(ProviderReaderTest, takes_along_what_is_small_waits_and_looks_different)
{
    push_pages(1, 8);
    set_pictures(2, "width = 1404, height = 1872");
    set_pictures(3, "width = 1100, height = 1400");
    // Three of these are 6,000 squares, and the first page has some as well.
    set_pictures(5, "width = 1100, height = 1400");
    set_pictures(6, "width = 1100, height = 1400");
    change(
        "UPDATE sync_queue SET run_after = now() + interval '1 minute' FROM pages "
        "WHERE pages.user_id = sync_queue.user_id AND pages.id = item_key AND page_number = 4");
    // A twin of the first.
    auto const twin = notebook(1, [&] {
        auto pages = pages_;
        pages[7] = page(8, 1);
        return pages;
    }());
    send(rmirror::test::library({twin}));
    store(1, 8, 1);
    service_.answer(several({"one", "three", "five"}));
    EXPECT_EQ(read_together(), 3U);
    EXPECT_EQ(texts(), "1: one, 2: -, 3: three, 4: -, 5: five, 6: -, 7: -, 8: -");
}

TEST_F(ProviderReaderTest, asks_for_a_picture_again_that_is_lost)
{
    push(1);
    std::filesystem::remove_all(folder);
    blobs = open_disk_store(folder);
    ProviderReader reader(pool, *blobs, rules, &claude_, counters_);
    PageJob job(pool, rules, reader);
    EXPECT_EQ(read_with(job), 1U);
    EXPECT_EQ(state(1), "not_synced: ");
    EXPECT_EQ(value("SELECT reserved FROM quota_usage"), "0");
    EXPECT_EQ(send(rmirror::test::library({notebook(1, pages_)})).at("wanted_pages"), 1);
    EXPECT_EQ(store(1, 1, 1).outcome, Storing::queued);
    EXPECT_FALSE(service_.was_asked_again());
}

}  // namespace
}  // namespace rmirror::reading::test
