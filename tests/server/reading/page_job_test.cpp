// SPDX-License-Identifier: AGPL-3.0-or-later
// Page, quota and queue agree, however reading ends.
#include "reading/page_job.hpp"

#include "reading/page_job_fixture.hpp"
#include "reading/stranded_pages.hpp"

namespace rmirror::reading::test {
namespace {

TEST_F(PageJobTest, keeps_what_was_read_and_charges_for_it)
{
    add_page(1);
    do_next([this](Item const& item) {
        EXPECT_EQ(item.item_key, key(1));
        EXPECT_EQ(page(1), "processing -");
        EXPECT_EQ(usage(), "0 used, 1 reserved");
        return read_well(item);
    });
    EXPECT_EQ(page(1), "completed Buy ink");
    EXPECT_EQ(value("SELECT ocr_hash FROM pages"), "i1:old");
    EXPECT_EQ(status(1), "completed 1");
    EXPECT_EQ(usage(), "1 used, 0 reserved");
}

TEST_F(PageJobTest, charges_nothing_while_it_is_tried_and_nothing_when_it_fails)
{
    add_page(1);
    do_next([](Item const&) { return Outcome::retry(ErrorClass::network_error, "Nobody answers."); });
    EXPECT_EQ(page(1), "pending -");
    EXPECT_EQ(status(1), "retry 1");
    set(1, "run_after = now()");
    do_next([](Item const&) { return Outcome::rejected(ErrorClass::invalid_data, "Not a page."); });
    EXPECT_EQ(page(1), "failed -");
    EXPECT_EQ(value("SELECT ocr_error FROM pages"), "Not a page.");
    EXPECT_EQ(usage(), "0 used, 0 reserved");
}

TEST_F(PageJobTest, lets_pages_wait_that_quota_does_not_reach)
{
    for (int i = 1; i <= 3; ++i)
        add_page(i, "i1:" + std::to_string(i));
    for (int i = 1; i <= 3; ++i)
        do_next(read_well);
    EXPECT_EQ(page(3), "pending_quota -");
    EXPECT_EQ(status(3), "cancelled 1");
    EXPECT_EQ(usage(), "2 used, 0 reserved");
}

TEST_F(PageJobTest, reads_a_page_that_was_drawn_anew_while_its_reading_began)
{
    add_page(1);
    do_next([this](Item const&) {
        draw_anew(1, "i1:new");
        return Outcome::dropped(ErrorClass::invalid_data, "The page changed in the meantime.");
    });
    EXPECT_EQ(status(1), "pending 0");
    EXPECT_EQ(page(1), "pending -");
    do_next(read_well);
    EXPECT_EQ(page(1), "completed Buy ink");
    EXPECT_EQ(usage(), "1 used, 0 reserved");
}

TEST_F(PageJobTest, leaves_a_page_waiting_for_quota_whatever_becomes_of_its_older_picture)
{
    add_page(1);
    do_next([this](Item const&) {
        draw_anew(1, "i1:new");
        value("UPDATE pages SET ocr_status = 'pending_quota' RETURNING 1");
        return Outcome::dropped(ErrorClass::invalid_data, "The page changed in the meantime.");
    });
    EXPECT_EQ(page(1), "pending_quota -");
}

TEST_F(PageJobTest, reads_pages_that_wait_although_nothing_in_the_queue_speaks_of_them)
{
    for (int number = 1; number <= 3; ++number)
        add_page(number, "i1:" + std::to_string(number));
    for (int number = 1; number <= 2; ++number)
        set(number, "status = 'cancelled', completed_at = now()");
    value("UPDATE pages SET ocr_status = 'processing' WHERE page_number = 2 RETURNING 1");
    EXPECT_EQ(queue_stranded_pages(pool), 2U);
    EXPECT_EQ(queue_stranded_pages(pool), 0U);
    for (int number = 1; number <= 3; ++number)
        do_next(read_well);
    EXPECT_EQ(value("SELECT string_agg(ocr_status, ' ' ORDER BY ocr_status) FROM pages"),
              "completed completed pending_quota");
}

TEST_F(PageJobTest, shows_a_page_as_failed_whose_reading_was_cancelled_and_reads_it_when_asked_again)
{
    add_page(1);
    auto const id = id_of(1);
    library::write(pool, user, [&](library::LibraryWork& work) {
        give_up(work, rules, *queue::cancel(*work, user, id));
    });
    EXPECT_EQ(value("SELECT ocr_status || ': ' || ocr_error FROM pages"),
              "failed: The transcription was cancelled. You can retry it.");
    library::write(pool, user, [&](library::LibraryWork& work) {
        auto const item = *queue::retryable(*work, user, id);
        EXPECT_TRUE(reset_for_retry(work, item));
        queue::requeue(*work, item);
    });
    EXPECT_EQ(page(1), "pending -");
    do_next(read_well);
    EXPECT_EQ(page(1), "completed Buy ink");
}

TEST_F(PageJobTest, counts_failures_that_were_answered_and_reads_no_more_pages_than_may_fail)
{
    for (int number = 1; number <= 3; ++number)
        add_page(number);
    auto const failing = [](Item const&) {
        return AnsweredFailure{Outcome::rejected(ErrorClass::invalid_data, "Declined.")};
    };
    do_next([](Item const&) { return Outcome::rejected(ErrorClass::invalid_data, "It was not asked."); });
    EXPECT_EQ(value("SELECT count(*) FROM failed_readings"), "0");
    do_next(failing);
    do_next(failing);
    EXPECT_EQ(value("SELECT pages FROM failed_readings"), "2");
    add_page(4);
    do_next(never);
    EXPECT_EQ(page(4), "pending_quota -");
    EXPECT_EQ(usage(), "0 used, 0 reserved");
}

TEST_F(PageJobTest, fails_a_page_at_once_where_nothing_resets)
{
    value("INSERT INTO subscriptions (user_id, tier) SELECT id, 'pro' FROM users RETURNING 1");
    value(
        "INSERT INTO failed_readings (user_id, period_start, pages) SELECT id, created_at, 1000 FROM users "
        "RETURNING 1");
    add_page(1);
    value("UPDATE subscriptions SET anchor_at = (SELECT created_at FROM users) RETURNING 1");
    do_next(never);
    EXPECT_EQ(page(1), "failed -");
    EXPECT_EQ(value("SELECT ocr_error FROM pages"),
              "The transcription of 1000 pages failed this month. You can retry this page next month.");
    EXPECT_EQ(usage(), "0 used, 0 reserved");
}

TEST_F(PageJobTest, lets_a_page_be_retried_without_end_that_nobody_was_asked_for)
{
    add_page(1);
    auto const retry = [this] {
        return library::write(pool, user, [&](library::LibraryWork& work) {
            auto const item = *queue::retryable(*work, user, id_of(1));
            bool const may_begin = reset_for_retry(work, item);
            if (may_begin)
                queue::requeue(*work, item);
            return may_begin;
        });
    };
    for (int tries = 0; tries < 5; ++tries) {
        do_next([](Item const&) { return Outcome::retry(ErrorClass::network_error, "Nobody answers."); });
        EXPECT_TRUE(retry());
    }
    for (int tries = 0; tries < 4; ++tries) {
        do_next([](Item const&) { return Outcome::rejected(ErrorClass::invalid_data, "Declined."); });
        EXPECT_EQ(retry(), tries < 3);
    }
    EXPECT_EQ(status(1), "failed 1");
}

TEST_F(PageJobTest, reads_again_what_was_drawn_anew_meanwhile)
{
    add_page(1);
    do_next([this](Item const& item) {
        set(1, "is_outdated = true, content_hash = 'i1:new'");
        return read_well(item);
    });
    EXPECT_EQ(page(1), "pending Buy ink");
    EXPECT_EQ(status(1), "pending 0");
}

TEST_F(PageJobTest, leaves_a_page_wanted_that_was_drawn_anew_meanwhile)
{
    auto const* const drawn_anew = "ink_hash = 'i1:new', ocr_status = 'not_synced'";
    add_page(1);
    do_next(changing_page(drawn_anew, read_well));
    EXPECT_EQ(page(1), "not_synced Buy ink");
    EXPECT_EQ(value("SELECT ocr_hash FROM pages"), "i1:old");
    EXPECT_EQ(status(1), "completed 1");
    EXPECT_EQ(usage(), "1 used, 0 reserved");
}

TEST_F(PageJobTest, leaves_a_page_wanted_whose_older_picture_cannot_be_read)
{
    auto const* const drawn_anew = "ink_hash = 'i1:new', ocr_status = 'not_synced'";
    add_page(1);
    do_next(changing_page(drawn_anew, [](Item const&) {
        return Outcome::retry(ErrorClass::network_error, "Nobody answers.");
    }));
    EXPECT_EQ(page(1), "not_synced -");
    set(1, "run_after = now()");
    do_next([](Item const&) { return Outcome::rejected(ErrorClass::invalid_data, "Not a page."); });
    EXPECT_EQ(page(1), "not_synced -");
    EXPECT_EQ(usage(), "0 used, 0 reserved");
}

TEST_F(PageJobTest, lets_a_new_picture_wait_for_quota_while_the_older_is_read)
{
    add_page(1);
    do_next(
        changing_page("ink_hash = 'i1:new', image_hash = 'i1:new', ocr_status = 'pending_quota'", read_well));
    EXPECT_EQ(page(1), "pending_quota Buy ink");
}

TEST_F(PageJobTest, reads_no_page_that_is_gone)
{
    add_page(1);
    db::as_system(pool, [](pqxx::work& work) { work.exec("UPDATE pages SET deleted_at = now()"); });
    do_next(never);
    EXPECT_EQ(status(1), "cancelled 1");
}

TEST_F(PageJobTest, keeps_lines_language_and_what_the_text_is_known_by)
{
    add_page(1);
    do_next(reading("# Café  \r\nBuy ink\n\n"));
    EXPECT_EQ(value("SELECT ocr_text FROM pages"), "# Café\nBuy ink");
    EXPECT_EQ(value("SELECT ocr_language || ' ' || ocr_lines FROM pages"),
              R"(en [{"top": 10, "text": "Buy ink", "bottom": 20, "confidence": 0.9}])");
    auto const hash = value("SELECT text_hash FROM pages");
    EXPECT_EQ(hash.size(), 64U);
    // The same letters, the accent apart.
    draw_anew(1, "i1:new");
    do_next(reading("# Cafe\u0301\nBuy ink"));
    EXPECT_EQ(value("SELECT ocr_hash || ' ' || text_hash FROM pages"), "i1:new " + hash);
}

TEST_F(PageJobTest, reads_no_look_twice)
{
    add_page(1);
    add_page(2);
    do_next(reading("- [ ] Buy ink"));
    do_next(never);
    EXPECT_EQ(page(2), "completed - [ ] Buy ink");
    EXPECT_EQ(usage(), "1 used, 0 reserved");
    EXPECT_EQ(todos(), "Buy ink, open|Buy ink, open|");
    EXPECT_EQ(value("SELECT count(DISTINCT text_hash) || ' ' || count(DISTINCT ocr_lines) FROM pages"),
              "1 1");
    // Once more, for whatever reason.
    draw_anew(1, "i1:old");
    do_next(never);
    EXPECT_EQ(usage(), "1 used, 0 reserved");
}

TEST_F(PageJobTest, copies_without_quota_but_never_from_a_neighbour)
{
    add_page(1);
    do_next(read_well);
    value("UPDATE quota_usage SET used = 2 RETURNING 1");
    add_page(2);
    do_next(never);
    EXPECT_EQ(page(2), "completed Buy ink");
    auto const bob = add_user("bob@example.org");
    db::as_system(pool, [&](pqxx::work& work) {
        work.exec("UPDATE pages SET ocr_text = NULL, ocr_hash = NULL");
        work.exec_params(
            "WITH notebook AS (INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name) "
            "VALUES ($1, uuid_v7(), 'notebook', 'Notes') RETURNING id) "
            "INSERT INTO pages (user_id, notebook_id, page_uuid, page_number, ocr_status, ocr_text, "
            "ocr_hash) "
            "SELECT $1, id, uuid_v7(), 1, 'completed', 'a secret', 'i1:old' FROM notebook",
            bob);
    });
    add_page(3);
    do_next(never);
    EXPECT_EQ(page(3), "pending_quota -");
}

TEST_F(PageJobTest, lets_a_page_wait_for_one_that_looks_the_same_and_is_being_read)
{
    add_page(1);
    add_page(2);
    add_page(3, "i1:other");
    do_next([this](Item const& item) {
        do_next(never);
        EXPECT_EQ(status(2), "retry 0");
        EXPECT_EQ(page(2), "pending -");
        do_next(reading("Another"));
        EXPECT_EQ(page(3), "completed Another");
        return read_well(item);
    });
    EXPECT_EQ(value("SELECT run_after <= now() FROM sync_queue WHERE status = 'retry'"), "t");
    do_next(never);
    EXPECT_EQ(page(2), "completed Buy ink");
    EXPECT_EQ(usage(), "2 used, 0 reserved");
}

TEST_F(PageJobTest, does_not_let_a_page_wait_for_one_that_was_read_in_the_meantime)
{
    add_page(1);
    add_page(2);
    GivenReader reader(never);
    PageJob pages(pool, rules, reader);
    Item second;
    Outcome waits;
    do_next([&](Item const& item) {
        second = *queue::claim(pool, pages, cursor, queue::test::kLease);
        waits = pages.work({&second, 1}).front();
        EXPECT_EQ(waits.kind, Outcome::Kind::later);
        return read_well(item);
    });
    EXPECT_TRUE(queue::end(pool, pages, second, waits));
    do_next(never);
    EXPECT_EQ(page(2), "completed Buy ink");
}

TEST_F(PageJobTest, says_for_what_a_page_waits)
{
    add_page(1);
    do_next([](Item const&) { return Outcome::later(std::chrono::seconds(7), "Claude is overloaded."); });
    EXPECT_EQ(value("SELECT ocr_status || ': ' || ocr_error FROM pages"), "pending: Claude is overloaded.");
    EXPECT_EQ(status(1), "retry 0");
    EXPECT_EQ(usage(), "0 used, 1 reserved");
    set(1, "run_after = now()");
    do_next(read_well);
    EXPECT_EQ(value("SELECT ocr_error IS NULL FROM pages"), "t");
}

TEST_F(PageJobTest, keeps_what_is_to_be_done_through_another_reading)
{
    add_page(1);
    do_next(reading("- [ ] Buy ink\n- [ ] Call Bill at 10\n- [x] Rest\n- [ ] Goes away"));
    EXPECT_EQ(todos(), "Buy ink, open|Call Bill at 10, open|Rest, done|Goes away, open|");
    value("UPDATE todos SET is_completed = true WHERE text = 'Buy ink' RETURNING 1");
    value("UPDATE todos SET is_completed = false WHERE text = 'Rest' RETURNING 1");
    auto const ids = value("SELECT string_agg(id::text, ' ' ORDER BY ordinal) FROM todos WHERE ordinal < 3");
    draw_anew(1, "i1:new");
    do_next(reading("- [ ] Something new\n- [ ] Buy 1nk\n- [x] Call BiII at 10\n- [x] Rest"));
    EXPECT_EQ(todos(), "Something new, open|Buy 1nk, done|Call BiII at 10, done|Rest, open|");
    EXPECT_EQ(value("SELECT string_agg(id::text, ' ' ORDER BY ordinal) FROM todos "
                    "WHERE deleted_at IS NULL AND ordinal > 0"),
              ids);
    EXPECT_EQ(value("SELECT text FROM todos WHERE deleted_at IS NOT NULL"), "Goes away");
}

}  // namespace
}  // namespace rmirror::reading::test
