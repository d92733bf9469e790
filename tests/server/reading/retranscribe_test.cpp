// SPDX-License-Identifier: AGPL-3.0-or-later
// A page is read once more because its owner asks for it: charged once, and nothing known is lost by it.
#include "reading/retranscribe.hpp"

#include "reading/page_job_fixture.hpp"

#include <boost/json.hpp>

namespace rmirror::reading::test {
namespace {

struct RetranscribeTest : PageJobTest {
    RetranscribeTest()
    {
        add_page(1);
        do_next(reading("Buy 1nk"));
        seen = read_at();
    }

    std::string read_at()
    {
        return value("SELECT to_json(ocr_completed_at) #>> '{}' FROM pages WHERE page_number = 1");
    }

    Retranscription wish(std::string const& instead_of)
    {
        return library::write(pool, user, [&](library::LibraryWork& work) {
            return retranscribe(work, rules, {key(1000), key(1), instead_of});
        });
    }

    RetranscribeOutcome ask() { return wish(seen).outcome; }

    std::string seen;  // The text that the owner sees.
};

TEST_F(RetranscribeTest, reads_once_more_what_is_known_and_charges_for_it)
{
    EXPECT_EQ(ask(), RetranscribeOutcome::begun);
    EXPECT_EQ(page(1), "pending Buy 1nk");
    EXPECT_EQ(usage(), "1 used, 1 reserved");
    do_next([this](Item const& item) {
        EXPECT_EQ(page(1), "processing Buy 1nk");
        return read_well(item);
    });
    EXPECT_EQ(page(1), "completed Buy ink");
    EXPECT_EQ(usage(), "2 used, 0 reserved");
}

TEST_F(RetranscribeTest, counts_a_wish_that_comes_twice_once)
{
    auto const first = wish(seen);
    EXPECT_EQ(boost::json::parse(first.answer).at("quota").at("reserved").as_int64(), 1);
    EXPECT_EQ(wish(seen).answer, first.answer);
    do_next(read_well);
    EXPECT_EQ(ask(), RetranscribeOutcome::done);
    EXPECT_EQ(page(1), "completed Buy ink");
    EXPECT_EQ(usage(), "2 used, 0 reserved");
    EXPECT_EQ(value("SELECT retries FROM page_retries"), "1");
}

TEST_F(RetranscribeTest, leaves_pages_alone_that_look_the_same)
{
    add_page(2);
    do_next(never);
    EXPECT_EQ(ask(), RetranscribeOutcome::begun);
    do_next(read_well);
    EXPECT_EQ(page(1), "completed Buy ink");
    EXPECT_EQ(page(2), "completed Buy 1nk");
}

TEST_F(RetranscribeTest, keeps_the_text_and_charges_nothing_when_it_fails)
{
    EXPECT_EQ(ask(), RetranscribeOutcome::begun);
    do_next([](Item const&) { return Outcome::retry(ErrorClass::network_error, "Nobody answers."); });
    value("UPDATE sync_queue SET run_after = now() WHERE status = 'retry' RETURNING 1");
    do_next([](Item const&) { return Outcome::rejected(ErrorClass::invalid_data, "Declined."); });
    EXPECT_EQ(page(1), "failed Buy 1nk");
    EXPECT_EQ(usage(), "1 used, 0 reserved");
    EXPECT_EQ(ask(), RetranscribeOutcome::not_read) << "It is retried instead.";
    auto const id = ItemId(value("SELECT id FROM sync_queue WHERE status = 'failed'"));
    library::write(pool, user, [&](library::LibraryWork& work) {
        auto const item = *queue::retryable(*work, user, id);
        EXPECT_TRUE(reset_for_retry(work, item));
        queue::requeue(*work, item);
    });
    do_next(read_well);
    EXPECT_EQ(page(1), "completed Buy ink") << "A retry does not copy the text that was to be replaced.";
    EXPECT_EQ(usage(), "2 used, 0 reserved");
}

TEST_F(RetranscribeTest, is_as_before_when_it_is_cancelled)
{
    EXPECT_EQ(ask(), RetranscribeOutcome::begun);
    auto const id = ItemId(value("SELECT id FROM sync_queue WHERE status = 'pending'"));
    library::write(pool, user, [&](library::LibraryWork& work) {
        give_up(work, rules, *queue::cancel(*work, user, id));
    });
    EXPECT_EQ(page(1), "completed Buy 1nk");
    EXPECT_EQ(usage(), "1 used, 0 reserved");
}

TEST_F(RetranscribeTest, needs_a_page_of_quota_and_tells_nobody_else_without)
{
    value("UPDATE quota_usage SET used = 2 RETURNING 1");
    auto const reported = value("SELECT count(*) FROM notifications");
    EXPECT_EQ(ask(), RetranscribeOutcome::no_quota);
    EXPECT_EQ(ask(), RetranscribeOutcome::no_quota);
    EXPECT_EQ(value("SELECT count(*) FROM notifications"), reported);
    EXPECT_EQ(page(1), "completed Buy 1nk");
    EXPECT_EQ(value("SELECT count(*) FROM page_retries"), "0");
}

TEST_F(RetranscribeTest, keeps_the_text_where_its_quota_went_meanwhile)
{
    EXPECT_EQ(ask(), RetranscribeOutcome::begun);
    value("DELETE FROM quota_reservations RETURNING 1");
    value("UPDATE quota_usage SET used = 2, reserved = 0 RETURNING 1");
    do_next(never);
    EXPECT_EQ(page(1), "completed Buy 1nk");
    EXPECT_EQ(usage(), "2 used, 0 reserved");
}

TEST_F(RetranscribeTest, is_bounded_as_retries_are)
{
    value("INSERT INTO subscriptions (user_id, tier) SELECT id, 'pro' FROM users RETURNING 1");
    for (int times = 0; times < 3; ++times) {
        EXPECT_EQ(ask(), RetranscribeOutcome::begun);
        do_next(read_well);
        seen = read_at();
    }
    EXPECT_EQ(ask(), RetranscribeOutcome::too_often);
    EXPECT_EQ(page(1), "completed Buy ink");
    EXPECT_EQ(value("SELECT reserved FROM quota_usage"), "0");
    value("UPDATE page_retries SET day = day - 1 RETURNING 1");
    EXPECT_EQ(ask(), RetranscribeOutcome::begun);
}

TEST_F(RetranscribeTest, is_for_pages_that_are_read_as_they_look_now)
{
    value("UPDATE pages SET ink_hash = 'i1:new', ocr_status = 'not_synced' RETURNING 1");
    EXPECT_EQ(ask(), RetranscribeOutcome::not_read);
    value("UPDATE pages SET deleted_at = now() RETURNING 1");
    EXPECT_EQ(ask(), RetranscribeOutcome::no_page);
}

TEST_F(RetranscribeTest, needs_a_reader)
{
    value("UPDATE reading_state SET has_reader = false RETURNING 1");
    EXPECT_EQ(ask(), RetranscribeOutcome::no_reader);
    EXPECT_EQ(page(1), "completed Buy 1nk");
}

}  // namespace
}  // namespace rmirror::reading::test
