// SPDX-License-Identifier: AGPL-3.0-or-later
// Batches from gathering to text: real database, real files, and a service over real HTTP.
#include "reading/reading_job.hpp"

#include "blobs/drawn_picture.hpp"
#include "blobs/pictures.hpp"
#include "library/library.hpp"
#include "ocr/claude/claude_batches.hpp"
#include "ocr/reading_service.hpp"
#include "queue/claim.hpp"
#include "queue/end.hpp"
#include "reading/drawings.hpp"

namespace rmirror::reading::test {
namespace {

namespace json = boost::json;
using ocr::test::batch_result;
using ocr::test::text_of;
using rmirror::test::library;
using rmirror::test::notebook;
using rmirror::test::page;
using rmirror::test::Storing;

constexpr auto kMade = R"({"id":"msgbatch_1"})";
constexpr auto kRuns = R"({"processing_status":"in_progress"})";
constexpr auto kEnded = R"({"processing_status":"ended"})";

/// Pages are read in batches alone.
class NobodyReads final : public PageReader {
public:
    explicit NobodyReads(Drawings& drawings) : drawings_(drawings) {}
    std::vector<PageResult> read(std::span<queue::Item const> items) override
    {
        ADD_FAILURE() << "It must not be read singly.";
        return {items.size(), queue::Outcome::apart("")};
    }
    void cut_drawings(queue::Item const& item, ocr::PageText& text) override { drawings_.keep(item, text); }
    bool may_begin() override { return begins; }
    bool begins = true;

private:
    Drawings& drawings_;
};

class BatchesTest : public rmirror::test::LibraryTest {
protected:
    void change(std::string const& sql)
    {
        db::as_system(pool, [&](pqxx::work& work) { work.exec(sql); });
    }

    /// Pages that are stored and wait, of a notebook without recent changes. Each has a picture of its own,
    /// unless they are given one.
    void push_backlog(std::size_t first, std::size_t last, UserId const& as = {},
                      std::string const& picture = "")
    {
        json::array pages;
        for (auto number = first; number <= last; ++number)
            pages.push_back(page(number, number));
        auto whole = notebook(1, pages);
        whole["last_modified"] = "2026-01-01T00:00:00.000Z";
        send(library({std::move(whole)}), as);
        for (auto number = first; number <= last; ++number) {
            auto const content = rmirror::test::png() + (picture.empty() ? std::to_string(number) : picture);
            store(image_of(1, number, number, content), content, as);
        }
    }

    std::size_t run()
    {
        change("UPDATE ocr_batches SET look_at = now()");
        return job().run_maintenance();
    }

    /// Hands over what was pushed.
    void make_batch(std::size_t pages)
    {
        service_.answer(kMade);
        EXPECT_EQ(run(), 1U);
        EXPECT_EQ(service_.take_body().at("requests").as_array().size(), pages);
        EXPECT_EQ(states(), std::to_string(pages) + " processing");
    }

    /// Of a page in a batch: what the service knows it by.
    std::string lease_of(std::size_t page)
    {
        return value(
            "SELECT member.lease_id FROM ocr_batch_pages AS member "
            "JOIN sync_queue AS item ON item.id = member.queue_id JOIN pages ON pages.id = item.item_key "
            "WHERE page_uuid = '" +
            rmirror::test::uuid_of(page) + "'");
    }

    /// "2 processing, 1 retry": how the items stand.
    std::string states()
    {
        return value(
            "SELECT string_agg(count || ' ' || status, ', ' ORDER BY status) "
            "FROM (SELECT status, count(*) FROM sync_queue GROUP BY status) AS states");
    }

    std::string texts()
    {
        return value(
            "SELECT string_agg(right(page_uuid::text, 1) || ': ' || coalesce(ocr_text, '-'), ', ' "
            "ORDER BY page_uuid) FROM pages");
    }

    std::string usage()
    {
        return value("SELECT used || ' used, ' || reserved || ' reserved' FROM quota_usage");
    }
    std::string spent() { return value("SELECT nanodollars FROM spend_days"); }
    std::string open_batches() { return value("SELECT count(*) FROM ocr_batches WHERE ended_at IS NULL"); }

    /// What a worker finds that leaves backlog to batches.
    std::optional<queue::Item> claimed()
    {
        auto reading = job();
        queue::RoundRobinCursor cursor;
        return queue::claim(pool, reading, cursor, std::chrono::seconds(120));
    }

    ReadingJob job()
    {
        return {pool, *blobs, rules, counters_, log_, reader_, &batches_, {true, std::chrono::seconds(60)}};
    }

    std::size_t rescued()
    {
        auto reading = job();
        return queue::fail_expired_leases(pool, reading);
    }

    Drawings drawings_{pool, *blobs, rules};
    NobodyReads reader_{drawings_};
    ocr::test::ReadingService service_;
    ocr::Counters counters_;
    Log log_{Level::error, [](std::string const&) {}};
    spend::Account account_{pool, log_, {spend::kDollar, spend::Prices::read({}).value()}};
    ocr::ClaudeBatches batches_{service_.address(),
                                Secret("sk"),
                                "claude-haiku-5-5",
                                [this](upstream::Call call) { return service_.ask(std::move(call)); },
                                [this](std::optional<ocr::Failure> const& failure) {
                                    noted_ = failure ? ocr::to_string(failure->reason) : "";
                                },
                                {account_, spend::Vendor::claude, "claude-haiku-5-5"}};
    std::string_view noted_;  // What came of the last call.
};

TEST_F(BatchesTest, reads_backlog_that_is_left_to_it)
{
    push_backlog(1, 3);
    EXPECT_FALSE(claimed());
    make_batch(3);
    EXPECT_EQ(usage(), "0 used, 3 reserved");
    EXPECT_EQ(rescued(), 0U);
    service_.answer(kRuns);
    run();
    EXPECT_EQ(states(), "3 processing");
    service_.answer(kEnded);
    service_.answer(batch_result(lease_of(3), "three") + batch_result(lease_of(1), "one") +
                    batch_result(lease_of(2), "two"));
    EXPECT_EQ(run(), 1U);
    EXPECT_EQ(texts(), "1: one, 2: two, 3: three");
    EXPECT_EQ(usage(), "3 used, 0 reserved");
    EXPECT_EQ(open_batches(), "0");
    auto const metrics = text_of(counters_);
    EXPECT_NE(metrics.find("rmirror_ocr_batches_total 1\n"), std::string::npos) << metrics;
    EXPECT_NE(metrics.find("rmirror_ocr_batch_pages_total 3\n"), std::string::npos) << metrics;
}

TEST_F(BatchesTest, bring_drawings_that_are_cut_out_and_kept_as_boxes)
{
    rmirror::test::DrawnPicture drawn(200, 100);
    drawn.frame(120, 20, 60, 60);
    auto whole = notebook(1, {page(1, 1)});
    whole["last_modified"] = "2026-01-01T00:00:00.000Z";
    send(library({std::move(whole)}));
    store(image_of(1, 1, 1, drawn.png()), drawn.png());
    make_batch(1);
    json::array const boat{json::object{
        {"caption", "A boat"}, {"image", 1}, {"left", 0.6}, {"top", 0.2}, {"right", 0.9}, {"bottom", 0.8}}};
    service_.answer(kEnded);
    service_.answer(batch_result(lease_of(1), "Sail\n![](drawing:1)", boat));
    EXPECT_EQ(run(), 1U);
    EXPECT_EQ(texts(), "1: Sail\n![A boat](attachment:" + value("SELECT id FROM attachments") + ")");
    EXPECT_EQ(value("SELECT markdown || ' ' || (drawings -> 0 ->> 'caption') FROM kept_answers"),
              "Sail\n![](drawing:1) A boat");
}

TEST_F(BatchesTest, hold_the_same_picture_once_and_bring_its_text_to_every_page)
{
    push_backlog(1, 2, {}, "of both");
    service_.answer(kMade);
    EXPECT_EQ(run(), 1U);
    EXPECT_EQ(service_.take_body().at("requests").as_array().size(), 1U);
    EXPECT_EQ(states(), "1 processing, 1 retry");
    EXPECT_FALSE(claimed());
    service_.answer(kEnded);
    service_.answer(batch_result(value("SELECT lease_id FROM ocr_batch_pages"), "milk"));
    run();
    auto const other = claimed();
    ASSERT_TRUE(other) << "It waits no longer than for the first.";
    auto reading = job();
    EXPECT_TRUE(queue::end(pool, reading, *other, reading.work({&*other, 1}).front()));
    EXPECT_EQ(texts(), "1: milk, 2: milk");
    EXPECT_EQ(usage(), "1 used, 0 reserved");
}

TEST_F(BatchesTest, reads_pages_that_waited_for_quota_and_not_what_was_just_written)
{
    rules.free_pages = 1;
    send(library({notebook(1, {page(1, 1), page(2, 2), page(3, 3)})}));
    for (std::size_t number = 1; number <= 3; ++number)
        store(1, number, number);
    EXPECT_EQ(run(), 0U);
    rules.free_pages = 3;
    db::as_system(pool, [&](pqxx::work& work) { EXPECT_EQ(quota::release_deferred(work, rules, user), 2U); });
    service_.answer(kMade);
    EXPECT_EQ(run(), 1U);
    EXPECT_EQ(states(), "1 pending, 2 processing");
    EXPECT_EQ(value("SELECT string_agg(page_number::text, ' ' ORDER BY page_number) "
                    "FROM ocr_batch_pages AS member JOIN sync_queue AS item ON item.id = member.queue_id "
                    "JOIN pages ON pages.id = item.item_key"),
              "2 3");
    EXPECT_TRUE(claimed()) << "The first is read at once.";
}

TEST_F(BatchesTest, lets_a_page_go_that_was_drawn_anew)
{
    push_backlog(1, 2);
    make_batch(2);
    auto const old_lease = lease_of(1);
    send(library({notebook(1, {page(1, 100), page(2, 2)})}));
    EXPECT_EQ(store(1, 1, 100).outcome, Storing::queued);
    service_.answer(kRuns);
    run();
    EXPECT_EQ(states(), "1 pending, 1 processing");
    auto const item = claimed();
    ASSERT_TRUE(item);
    EXPECT_EQ(item->content_hash, rmirror::test::ink_of(100));
    service_.answer(kEnded);
    service_.answer(batch_result(old_lease, "as it was") + batch_result(lease_of(2), "two"));
    run();
    EXPECT_EQ(texts(), "1: -, 2: two");
    EXPECT_EQ(usage(), "1 used, 1 reserved");
}

TEST_F(BatchesTest, leaves_to_single_reading_what_a_batch_does_not_bring)
{
    push_backlog(1, 3);
    make_batch(3);
    service_.answer(kEnded);
    service_.answer(batch_result(lease_of(2), "two") + R"({"custom_id":")" + lease_of(1) +
                    R"(","result":{"type":"expired"}})" + "\n" + R"({"custom_id":")" + lease_of(3) +
                    R"(","result":{"type":"errored","error":{}}})");
    run();
    EXPECT_EQ(texts(), "1: -, 2: two, 3: -");
    EXPECT_EQ(states(), "1 completed, 2 retry");
    EXPECT_EQ(usage(), "1 used, 2 reserved");
    EXPECT_TRUE(claimed());
    EXPECT_TRUE(claimed());
    EXPECT_EQ(value("SELECT string_agg(attempts::text, ' ') FROM sync_queue WHERE status = 'processing'"),
              "1 1")
        << "The batch was no attempt.";
    EXPECT_EQ(open_batches(), "0");
}

TEST_F(BatchesTest, looks_again_when_results_cannot_be_had)
{
    push_backlog(1, 1);
    make_batch(1);
    service_.answer("{}", 500);
    run();
    service_.answer(kEnded);
    service_.answer("{}", 503);
    run();
    EXPECT_EQ(states(), "1 processing");
    service_.answer(kEnded);
    service_.answer(batch_result(lease_of(1), "one"));
    run();
    EXPECT_EQ(texts(), "1: one");
}

TEST_F(BatchesTest, reserve_what_they_may_cost_and_settle_it_once)
{
    push_backlog(1, 2);
    make_batch(2);
    EXPECT_EQ(spent(), value("SELECT spend_reserved FROM ocr_batches"));
    change("UPDATE spend_days SET day = day - 1");
    change("UPDATE ocr_batches SET spend_reserved_on = spend_reserved_on - 1");
    auto const first = lease_of(1);
    auto second = batch_result(lease_of(2), "two");
    second.replace(second.find("end_turn"), 8, "refusal");
    service_.answer(kEnded);
    service_.answer(batch_result(first, "one") + second);
    run();
    EXPECT_EQ(spent(), "25200") << "Half of 100 tokens in, 20 from a cache and 30 out, twice.";
    EXPECT_EQ(value("SELECT pages FROM failed_readings"), "1");
    settle(pool, {.id = value("SELECT id FROM ocr_batches"), .external_id = "", .asked_at = std::nullopt},
           1000);
    EXPECT_EQ(spent(), "25200");
}

TEST_F(BatchesTest, cost_nothing_that_were_refused_and_are_not_gathered_without_money)
{
    push_backlog(1, 2);
    service_.answer("{}", 400);
    run();
    EXPECT_EQ(spent(), "0");
    EXPECT_EQ(states(), "2 retry");
    change("UPDATE sync_queue SET status = 'pending', trigger_source = 'scheduled'");
    // Room for one page and not for two, then for none.
    change("UPDATE spend_days SET nanodollars = 994000000");
    EXPECT_EQ(run(), 0U);
    EXPECT_EQ(states(), "2 retry") << "They are read singly, as far as it goes.";
    change("UPDATE sync_queue SET status = 'pending', trigger_source = 'scheduled'");
    change("UPDATE spend_days SET nanodollars = 1000000000");
    EXPECT_EQ(run(), 0U);
    EXPECT_EQ(states(), "2 pending");
    EXPECT_EQ(noted_, "spend_limit");
    EXPECT_EQ(spent(), "1000000000");
}

TEST_F(BatchesTest, leaves_to_single_reading_a_batch_that_is_gone_or_refused)
{
    push_backlog(1, 2);
    make_batch(2);
    service_.answer("{}", 404);
    run();
    EXPECT_EQ(states(), "2 retry");
    EXPECT_EQ(open_batches(), "0");
    change("UPDATE sync_queue SET status = 'pending'");
    service_.answer("{}", 400);
    run();
    EXPECT_EQ(states(), "2 retry");
    EXPECT_EQ(open_batches(), "0");
    EXPECT_EQ(usage(), "0 used, 2 reserved");
}

TEST_F(BatchesTest, hands_over_later_what_is_too_much_now_but_not_for_ever)
{
    push_backlog(1, 2);
    service_.answer("{}", 429);
    EXPECT_EQ(run(), 0U);
    EXPECT_EQ(states(), "2 processing");
    service_.answer("{}", 529);
    run();
    make_batch(2);
    EXPECT_EQ(open_batches(), "1");
    change(
        "UPDATE ocr_batches SET external_id = NULL, asked_at = NULL, created_at = now() - interval '2 "
        "hours'");
    service_.answer("{}", 429);
    run();
    EXPECT_EQ(states(), "2 retry");
    EXPECT_EQ(open_batches(), "0");
}

TEST_F(BatchesTest, looks_for_a_batch_that_may_have_been_made)
{
    push_backlog(1, 2);
    service_.answer("<html>", 500);
    EXPECT_EQ(run(), 0U);
    service_.answer("{}", 529);
    EXPECT_EQ(run(), 0U) << "The result is not known yet.";
    auto const entry = [](std::string const& id, std::string const& at, int pages) {
        return R"({"id":")" + id + R"(","created_at":")" + at + R"(","request_counts":{"processing":)" +
               std::to_string(pages) + "}}";
    };
    auto const others = entry("larger", "9999-01-01", 3) + "," + entry("older", "2026-01-01", 2);
    service_.answer(R"({"data":[)" + others + "]}");
    service_.answer("{}", 429);
    EXPECT_EQ(run(), 0U) << "It is not there, so it is asked for again.";
    service_.answer("{}", 500);
    EXPECT_EQ(run(), 0U);
    service_.answer(R"({"data":[)" + entry("msgbatch_1", "9999-01-01", 2) + "," + others + "]}");
    service_.answer(kEnded);
    service_.answer(batch_result(lease_of(1), "one") + batch_result(lease_of(2), "two"));
    EXPECT_EQ(run(), 1U);
    EXPECT_EQ(texts(), "1: one, 2: two");
}

TEST_F(BatchesTest, asks_nothing_while_nobody_may)
{
    push_backlog(1, 1);
    reader_.begins = false;
    EXPECT_EQ(run(), 0U);
    EXPECT_EQ(states(), "1 pending");
    reader_.begins = true;
    make_batch(1);
    reader_.begins = false;
    EXPECT_EQ(run(), 0U);
    EXPECT_FALSE(service_.was_asked_again());
    EXPECT_EQ(states(), "1 processing");
}

TEST_F(BatchesTest, lets_no_page_keep_others_from_being_written)
{
    push_backlog(1, 1);
    auto const bob = add_user("bob@example.org");
    push_backlog(2, 2, bob);
    make_batch(2);
    auto const first = lease_of(1);
    auto const second = lease_of(2);
    // Charging for the first breaks a rule of the database.
    change("UPDATE quota_usage SET reserved = 0 WHERE user_id = '" + user.text() + "'");
    service_.answer(kEnded);
    service_.answer(batch_result(first, "one") + batch_result(second, "two"));
    run();
    EXPECT_EQ(texts(), "1: -, 2: two");
    EXPECT_EQ(open_batches(), "0");
    EXPECT_EQ(rescued(), 1U);
    EXPECT_EQ(states(), "1 completed, 1 retry");
}

}  // namespace
}  // namespace rmirror::reading::test
