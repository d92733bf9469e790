// SPDX-License-Identifier: AGPL-3.0-or-later
// However many ask at once, and whenever: no unit is given twice, none is lost, the limit is never passed.
#include "quota/quota.hpp"

#include "db/database.hpp"
#include "reading/state.hpp"

#include <boost/json.hpp>

#include <atomic>
#include <random>
#include <thread>

namespace rmirror::quota {
namespace {

constexpr auto kCall = "01931f3c-8f00-7000-8000-000000000001";
constexpr auto kOtherCall = "01931f3c-8f00-7000-8000-000000000002";

class Quota : public db::test::DatabaseTest {
protected:
    Quota()
    {
        user = add_user("owner@example.org");
        notebook = NotebookId(
            value("INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name) VALUES ('" +
                  user.text() + "', gen_random_uuid(), 'notebook', 'Diary') RETURNING id"));
        reading::report_state(pool, {.has_reader = true});
    }

    /// New pages, the newest last.
    std::vector<PageId> add_pages(int count, std::string const& status = "not_synced")
    {
        auto const first = std::stoi(value("SELECT 1 + count(*) FROM pages"));
        std::vector<PageId> ids;
        for (int number = first; number < first + count; ++number)
            ids.emplace_back(value(
                "INSERT INTO pages (user_id, notebook_id, page_uuid, page_number, ocr_status, image_at) "
                "VALUES ('" +
                user.text() + "', '" + notebook.text() + "', gen_random_uuid(), " + std::to_string(number) +
                ", '" + status + "', now() + " + std::to_string(number) +
                " * interval '1 second') RETURNING id"));
        return ids;
    }

    template <typename Function>
    auto as_owner(Function function)
    {
        return db::as_user(pool, user, [&](pqxx::work& work) { return function(work); });
    }

    bool reserve_for(PageId const& page)
    {
        return as_owner([&](pqxx::work& work) { return reserve(work, rules, user, page); });
    }

    bool commit_for(PageId const& page)
    {
        return as_owner([&](pqxx::work& work) { return commit(work, rules, user, page); });
    }

    CallReservation reserve_units(CallUnits const& units, std::string const& call)
    {
        return as_owner([&](pqxx::work& work) {
            return reserve_call(work, rules, user, call, units, std::chrono::minutes(5));
        });
    }

    bool reserve_call_of(std::size_t pages, std::string const& call)
    {
        return reserve_units({.pages = pages}, call).lacking == CallReservation::Lacking::nothing;
    }

    bool reserve_tokens(std::int64_t tokens, std::string const& call)
    {
        return reserve_units({.tokens = tokens}, call).lacking == CallReservation::Lacking::nothing;
    }

    std::size_t settle_call_of(std::string const& call, bool is_charged)
    {
        return as_owner([&](pqxx::work& work) { return settle_pages(work, rules, user, call, is_charged); });
    }

    std::int64_t settle_tokens_of(std::string const& call, std::optional<std::int64_t> tokens)
    {
        return as_owner([&](pqxx::work& work) { return settle_tokens(work, rules, user, call, tokens); });
    }

    /// "7/0": used and reserved.
    std::string tokens()
    {
        auto const reported = described().at("tokens").as_object();
        return std::to_string(reported.at("used").as_int64()) + "/" +
               std::to_string(reported.at("reserved").as_int64());
    }

    boost::json::object described()
    {
        return boost::json::parse(as_owner([&](pqxx::work& work) { return describe(work, rules, user); }))
            .as_object();
    }

    void change(std::string const& sql)
    {
        db::as_system(pool, [&](pqxx::work& work) { work.exec(sql); });
    }

    /// "quota_near_limit 30/27/3|": what the user was told, with limit, used and reserved.
    std::string reported()
    {
        return value(
            "SELECT coalesce(string_agg(kind || ' ' || (details ->> 'limit') || '/' || (details ->> 'used') "
            "|| "
            "'/' || (details ->> 'reserved') || '|', '' ORDER BY id), '') FROM notifications");
    }

    std::string counts()
    {
        return value(
            "SELECT used || ' used, ' || reserved || ' reserved, ' || "
            "(SELECT coalesce(sum(units), 0) FROM quota_reservations) || ' promised' FROM quota_usage "
            "WHERE quota_type = 'ocr_pages'");
    }

    Begin begin_for(PageId const& page)
    {
        return as_owner([&](pqxx::work& work) { return begin_reading(work, rules, user, page); });
    }

    void fail()
    {
        as_owner([&](pqxx::work& work) { note_failed_reading(work, rules, user); });
    }

    /// The month of quota of a moment, by the database's own functions.
    std::string period(std::string const& anchor, std::string const& at)
    {
        return db::as_system(pool, [&](pqxx::work& work) {
            return work
                .exec_params1(
                    "SELECT to_char(anniversary($1, months), 'YYYY-MM-DD HH24:MI') || ' to ' || "
                    "to_char(anniversary($1, months + 1), 'YYYY-MM-DD HH24:MI') "
                    "FROM anniversaries_passed($1, $2) AS months",
                    anchor + "Z", at + "Z")[0]
                .as<std::string>();
        });
    }

    Rules rules{.free_pages = 30};
    UserId user;
    NotebookId notebook;
};

TEST_F(Quota, is_there_before_anything_was_used)
{
    auto const quota = described();
    EXPECT_EQ(quota.at("limit"), 30);
    EXPECT_EQ(quota.at("left"), 30);
    EXPECT_EQ(quota.at("used"), 0);
    EXPECT_EQ(quota.at("deferred_pages"), 0);
    EXPECT_TRUE(quota.at("reset_at").is_string());
    EXPECT_EQ(quota.at("has_reader"), true);
}

TEST_F(Quota, promises_each_unit_once_to_a_hundred_at_the_same_time)
{
    auto const pages = add_pages(100);
    std::atomic<int> promised = 0;
    std::atomic<std::size_t> next = 0;
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (auto page = next++; page < pages.size(); page = next++)
                promised += reserve_for(pages[page]) ? 1 : 0;
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(promised.load(), 30);
    EXPECT_EQ(counts(), "0 used, 30 reserved, 30 promised");
}

TEST_F(Quota, promises_one_unit_to_a_page_that_asks_often)
{
    auto const page = add_pages(1).front();
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] { EXPECT_TRUE(reserve_for(page)); });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(counts(), "0 used, 1 reserved, 1 promised");
    EXPECT_TRUE(commit_for(page));
    EXPECT_EQ(counts(), "1 used, 0 reserved, 0 promised");
}

TEST_F(Quota, gives_back_what_was_promised_and_not_taken)
{
    auto const pages = add_pages(31);
    for (int i = 0; i < 30; ++i)
        EXPECT_TRUE(reserve_for(pages[i]));
    EXPECT_FALSE(reserve_for(pages[30]));
    as_owner([&](pqxx::work& work) { release(work, rules, user, pages[0]); });
    as_owner([&](pqxx::work& work) { release(work, rules, user, pages[0]); });
    EXPECT_TRUE(reserve_for(pages[30]));
    EXPECT_FALSE(reserve_for(pages[0]));
    change("UPDATE quota_reservations SET expires_at = now() WHERE page_id = '" + pages[1].text() + "'");
    EXPECT_TRUE(reserve_for(pages[0]));
    EXPECT_EQ(counts(), "0 used, 30 reserved, 30 promised");
}

TEST_F(Quota, never_passes_the_limit_for_a_page_whose_promise_ran_out)
{
    auto const pages = add_pages(31);
    EXPECT_TRUE(reserve_for(pages[30]));
    change("UPDATE quota_reservations SET expires_at = now()");
    for (int i = 0; i < 30; ++i)
        EXPECT_TRUE(reserve_for(pages[i]));
    EXPECT_FALSE(commit_for(pages[30]));
    EXPECT_TRUE(commit_for(pages[0]));
    EXPECT_EQ(counts(), "1 used, 29 reserved, 29 promised");
}

TEST_F(Quota, has_no_limit_for_who_pays)
{
    change("INSERT INTO subscriptions (user_id, tier) VALUES ('" + user.text() + "', 'pro')");
    for (auto const& page : add_pages(40))
        EXPECT_TRUE(reserve_for(page) && commit_for(page));
    EXPECT_TRUE(described().at("limit").is_null());
    EXPECT_TRUE(described().at("left").is_null());
    // Until the subscription ends: then nothing is left, and nothing below nothing.
    change("UPDATE subscriptions SET tier = 'free'");
    EXPECT_EQ(described().at("left"), 0);
    EXPECT_FALSE(reserve_for(add_pages(1).front()));
}

TEST_F(Quota, begins_anew_on_the_anniversary)
{
    auto const pages = add_pages(30);
    for (auto const& page : pages)
        EXPECT_TRUE(reserve_for(page) && commit_for(page));
    EXPECT_EQ(described().at("left"), 0);
    change(
        "UPDATE quota_usage SET period_start = now() - interval '2 months', reset_at = now() - interval '1 "
        "day'");
    auto const quota = described();
    EXPECT_EQ(quota.at("left"), 30);
    EXPECT_EQ(value("SELECT used FROM quota_usage"), "30") << "Asking writes nothing.";
    EXPECT_EQ(run_due_tasks(pool, rules), 0U);
    EXPECT_EQ(described(), quota);
    EXPECT_EQ(
        value("SELECT period_start <= now() AND reset_at > now() AND reset_at <= now() + interval '31 days' "
              "FROM quota_usage"),
        "t");
}

TEST_F(Quota, keeps_what_was_used_in_months_that_are_over)
{
    auto const months = [&] {
        auto const text = as_owner([&](pqxx::work& work) { return history(work, user); });
        return boost::json::parse(text).at("items").as_array();
    };
    auto const pages = add_pages(3);
    for (auto const& page : pages)
        EXPECT_TRUE(reserve_for(page) && commit_for(page));
    EXPECT_TRUE(months().empty()) << "This month is not over.";

    change("UPDATE quota_usage SET reset_at = now(), period_start = now() - interval '1 month'");
    ASSERT_EQ(months().size(), 1U) << "Also while nothing was counted again.";
    auto const over = months()[0];
    EXPECT_EQ(over.at("pages"), (boost::json::value{{"limit", 30}, {"used", 3}}));
    EXPECT_TRUE(over.at("tokens").is_null());
    run_due_tasks(pool, rules);
    EXPECT_EQ(months(), boost::json::array{over}) << "Once, however often it is looked at.";
    run_due_tasks(pool, rules);
    EXPECT_EQ(months().size(), 1U);

    EXPECT_TRUE(reserve_tokens(10, kCall));
    EXPECT_EQ(months().size(), 1U);
    auto const other = add_user("other@example.org");
    EXPECT_EQ(db::as_user(pool, other, [&](pqxx::work& work) { return history(work, other); }),
              R"({"next": null, "items": []})");
}

TEST_F(Quota, has_its_anniversary_on_the_last_day_where_a_month_is_too_short)
{
    struct Case {
        std::string anchor;
        std::string at;
        std::string begins;
        std::string ends;
    };
    for (auto const& each : {
             Case{"2024-01-31 10:00", "2024-02-28 10:00", "2024-01-31 10:00", "2024-02-29 10:00"},
             Case{"2024-01-31 10:00", "2024-02-29 10:00", "2024-02-29 10:00", "2024-03-31 10:00"},
             Case{"2023-01-31 10:00", "2023-02-28 09:59", "2023-01-31 10:00", "2023-02-28 10:00"},
             Case{"2023-01-31 10:00", "2023-04-30 10:00", "2023-04-30 10:00", "2023-05-31 10:00"},
             Case{"2024-02-29 00:00", "2025-02-28 00:00", "2025-02-28 00:00", "2025-03-29 00:00"},
             Case{"2023-12-15 23:59", "2024-01-15 23:58", "2023-12-15 23:59", "2024-01-15 23:59"},
             // Before the anchor, which is the end of a subscription's period.
             Case{"2024-06-01 00:00", "2024-05-01 00:00", "2024-05-01 00:00", "2024-06-01 00:00"},
             Case{"2024-03-31 10:00", "2024-02-29 10:00", "2024-02-29 10:00", "2024-03-31 10:00"},
             Case{"2028-02-29 10:00", "2027-02-28 09:59", "2027-01-29 10:00", "2027-02-28 10:00"},
         }) {
        EXPECT_EQ(period(each.anchor, each.at), each.begins + " to " + each.ends)
            << each.anchor << " at " << each.at;
    }
}

TEST_F(Quota, tells_of_a_month_that_began_and_writes_nothing)
{
    auto const pages = add_pages(31);
    for (int i = 0; i < 30; ++i)
        EXPECT_TRUE(reserve_for(pages[i]) && (i < 2 || commit_for(pages[i])));
    EXPECT_FALSE(reserve_for(pages[30]));
    change("UPDATE pages SET ocr_status = 'pending_quota' WHERE page_number = 31");
    change("UPDATE quota_usage SET period_start = now() - interval '2 months', reset_at = now()");
    change("UPDATE quota_reservations SET expires_at = now() WHERE page_id = '" + pages[0].text() + "'");
    auto const reported = as_owner([&](pqxx::work& work) {
        work.exec("SET TRANSACTION READ ONLY");
        return boost::json::parse(describe(work, rules, user)).as_object();
    });
    EXPECT_EQ(reported.at("used"), 0);
    EXPECT_EQ(reported.at("reserved"), 1);
    EXPECT_EQ(reported.at("left"), 29);
    EXPECT_EQ(reported.at("deferred_pages"), 1);
    EXPECT_EQ(counts(), "28 used, 2 reserved, 2 promised");
}

TEST_F(Quota, reads_deferred_pages_by_when_their_notebook_changed_then_the_last_of_them_until_it_is_spent)
{
    auto const older = add_pages(38, "pending_quota");
    change("UPDATE notebooks SET last_modified = now() - interval '3 days'");
    notebook = NotebookId(
        value("INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name, last_modified) "
              "VALUES ('" +
              user.text() + "', gen_random_uuid(), 'notebook', 'Newer', now()) RETURNING id"));
    auto const newer = add_pages(2, "pending_quota");
    // One of the older notebook came before the others of it, and lies behind them.
    change("UPDATE pages SET image_at = now() - interval '2 days' WHERE page_number = 38");
    EXPECT_EQ(run_due_tasks(pool, rules), 30U);
    EXPECT_EQ(counts(), "0 used, 30 reserved, 30 promised");
    EXPECT_EQ(value("SELECT string_agg(page_number::text, ' ' ORDER BY run_after) FROM sync_queue "
                    "JOIN pages ON pages.user_id = sync_queue.user_id AND pages.id = item_key WHERE "
                    "page_number > 35"),
              "40 39 37 36");
    EXPECT_EQ(value("SELECT min(page_number) FROM pages WHERE ocr_status = 'pending'"), "10");
    for (auto const& page : older)
        if (value("SELECT ocr_status FROM pages WHERE id = '" + page.text() + "'") == "pending")
            commit_for(page);
    for (auto const& page : newer)
        commit_for(page);
    EXPECT_EQ(run_due_tasks(pool, rules), 0U);
    EXPECT_EQ(described().at("deferred_pages"), 10);
    change("UPDATE quota_usage SET period_start = now() - interval '2 months', reset_at = now()");
    EXPECT_EQ(run_due_tasks(pool, rules), 10U);
    EXPECT_EQ(run_due_tasks(pool, rules), 0U);
    EXPECT_EQ(counts(), "0 used, 10 reserved, 10 promised");
    EXPECT_EQ(value("SELECT count(*) FROM pages WHERE ocr_status = 'pending_quota'"), "0");
}

TEST_F(Quota, queues_deferred_pages_as_soon_as_units_come_back)
{
    auto const pages = add_pages(31);
    for (int i = 0; i < 30; ++i)
        EXPECT_TRUE(reserve_for(pages[i]));
    change("UPDATE pages SET ocr_status = 'pending_quota' WHERE page_number = 31");
    EXPECT_EQ(run_due_tasks(pool, rules), 0U);
    as_owner([&](pqxx::work& work) { release(work, rules, user, pages[0]); });
    EXPECT_EQ(run_due_tasks(pool, rules), 1U);
    EXPECT_EQ(counts(), "0 used, 30 reserved, 30 promised");
}

TEST_F(Quota, reads_a_deferred_page_once_more_whose_older_picture_is_being_read)
{
    auto const page = add_pages(1, "pending_quota").front();
    change("UPDATE pages SET image_hash = 'i1:new'");
    change(
        "INSERT INTO sync_queue (user_id, target_name, item_type, item_key, content_hash, status, lease_id, "
        "leased_until) VALUES ('" +
        user.text() + "', 'ocr', 'ocr_page', '" + page.text() +
        "', 'i1:old', 'processing', gen_random_uuid(), now() + interval '1 minute')");
    EXPECT_EQ(run_due_tasks(pool, rules), 1U);
    EXPECT_EQ(value("SELECT ocr_status FROM pages"), "pending");
    EXPECT_EQ(value("SELECT status || ' ' || content_hash || ' ' || is_outdated FROM sync_queue"),
              "processing i1:new true");
}

TEST_F(Quota, promises_nothing_without_a_reader)
{
    add_pages(40, "pending_quota");
    change("UPDATE reading_state SET has_reader = false");
    EXPECT_EQ(run_due_tasks(pool, rules), 40U);
    EXPECT_EQ(described().at("has_reader"), false);
    EXPECT_EQ(counts(), "0 used, 0 reserved, 0 promised");
    EXPECT_EQ(value("SELECT count(*) FROM sync_queue WHERE status = 'pending'"), "40");
}

TEST_F(Quota, is_near_its_end_when_nine_tenths_are_charged_and_not_when_they_are_promised)
{
    auto const pages = add_pages(32);
    for (int i = 0; i < 30; ++i)
        reserve_for(pages[i]);
    EXPECT_EQ(reported(), "");
    for (int i = 0; i < 26; ++i)
        commit_for(pages[i]);
    EXPECT_EQ(reported(), "");
    commit_for(pages[26]);
    EXPECT_EQ(reported(), "quota_near_limit 30/27/3|");
    for (int i = 27; i < 30; ++i)
        commit_for(pages[i]);
    EXPECT_EQ(reported(), "quota_near_limit 30/27/3|");
}

TEST_F(Quota, is_exhausted_when_a_page_has_to_wait_and_again_when_units_came_back_and_went)
{
    auto const pages = add_pages(34);
    auto const wait = [&](int page) {
        change("UPDATE pages SET ocr_status = 'pending_quota' WHERE id = '" + pages[page].text() + "'");
    };
    for (int i = 0; i < 30; ++i)
        EXPECT_TRUE(reserve_for(pages[i]));
    EXPECT_EQ(reported(), "");
    // Two have to wait, and are told of once.
    for (int i = 30; i < 32; ++i) {
        EXPECT_FALSE(reserve_for(pages[i]));
        wait(i);
    }
    EXPECT_EQ(reported(), "quota_exhausted 30/0/30|");
    // One unit comes back, and another page takes it while one waits still.
    as_owner([&](pqxx::work& work) { release(work, rules, user, pages[0]); });
    EXPECT_TRUE(reserve_for(pages[32]));
    EXPECT_FALSE(reserve_for(pages[33]));
    EXPECT_EQ(reported(), "quota_exhausted 30/0/30|");
    // All who waited are read; then the next has to wait.
    change("UPDATE pages SET ocr_status = 'completed'");
    EXPECT_FALSE(reserve_for(pages[33]));
    EXPECT_EQ(reported(), "quota_exhausted 30/0/30|quota_exhausted 30/0/30|");
}

TEST_F(Quota, is_told_again_in_the_next_period)
{
    for (auto const& page : add_pages(31))
        if (reserve_for(page))
            commit_for(page);
    EXPECT_EQ(reported(), "quota_near_limit 30/27/0|quota_exhausted 30/30/0|");
    change("UPDATE users SET created_at = now() - interval '40 days'");
    change("UPDATE quota_usage SET period_start = now() - interval '40 days', reset_at = now()");
    run_due_tasks(pool, rules);
    EXPECT_EQ(described().at("left"), 30);
    for (auto const& page : add_pages(31))
        if (reserve_for(page))
            commit_for(page);
    EXPECT_EQ(reported(),
              "quota_near_limit 30/27/0|quota_exhausted 30/30/0|quota_near_limit 30/27/0|quota_exhausted "
              "30/30/0|");
}

TEST_F(Quota, of_one_is_not_touched_by_another)
{
    auto const page = add_pages(1).front();
    auto const other = add_user("other@example.org");
    EXPECT_THROW(db::as_user(pool, other, [&](pqxx::work& work) { return reserve(work, rules, user, page); }),
                 std::exception);
    EXPECT_THROW(
        db::as_user(pool, other, [&](pqxx::work& work) { return reserve(work, rules, other, page); }),
        std::exception);
    EXPECT_EQ(value("SELECT count(*) FROM quota_reservations"), "0");
}

TEST_F(Quota, holds_its_bounds_whatever_happens_at_the_same_time)
{
    auto const pages = add_pages(45);
    constexpr int kThreads = 4;
    constexpr int kSteps = 60;
    std::vector<std::thread> threads;
    threads.reserve(kThreads);
    for (int thread = 0; thread < kThreads; ++thread)
        threads.emplace_back([&, thread] {
            std::minstd_rand random(static_cast<unsigned>(thread + 1));
            for (int step = 0; step < kSteps; ++step) {
                auto const& page = pages[random() % pages.size()];
                auto const kind = random() % 8;
                as_owner([&](pqxx::work& work) {
                    if (kind < 4)
                        reserve(work, rules, user, page);
                    else if (kind == 4)
                        commit(work, rules, user, page);
                    else if (kind == 5)
                        release(work, rules, user, page);
                    else if (kind == 6)
                        work.exec_params0(
                            "UPDATE quota_reservations SET expires_at = now() WHERE page_id = $1", page);
                    else
                        release_and_describe(work, rules, user);
                });
                EXPECT_EQ(
                    value("SELECT count(*) FROM quota_usage WHERE used < 0 OR reserved < 0 OR "
                          "used + reserved > 30 OR reserved <> (SELECT count(*) FROM quota_reservations)"),
                    "0");
            }
        });
    for (auto& thread : threads)
        thread.join();
}

TEST_F(Quota, promises_a_call_all_its_units_or_none)
{
    auto const pages = add_pages(10);
    for (auto const& page : pages)
        ASSERT_TRUE(reserve_for(page));
    EXPECT_FALSE(reserve_call_of(21, kCall));
    EXPECT_EQ(counts(), "0 used, 10 reserved, 10 promised");
    EXPECT_TRUE(reserve_call_of(20, kCall));
    EXPECT_EQ(counts(), "0 used, 30 reserved, 30 promised");
    EXPECT_EQ(described().at("left"), 0);
    EXPECT_FALSE(reserve_call_of(1, kOtherCall));
}

TEST_F(Quota, charges_a_call_once_or_not_at_all)
{
    ASSERT_TRUE(reserve_call_of(2, kCall));
    ASSERT_TRUE(reserve_call_of(3, kOtherCall));
    EXPECT_EQ(settle_call_of(kCall, true), 2U);
    EXPECT_EQ(settle_call_of(kCall, true), 0U);
    EXPECT_EQ(counts(), "2 used, 3 reserved, 3 promised");
    EXPECT_EQ(settle_call_of(kOtherCall, false), 0U);
    EXPECT_EQ(counts(), "2 used, 0 reserved, 0 promised");
}

TEST_F(Quota, frees_what_was_promised_to_a_call_that_never_ended)
{
    ASSERT_TRUE(reserve_call_of(30, kCall));
    value(
        "WITH lapsed AS (UPDATE quota_reservations SET expires_at = now() RETURNING 1) SELECT count(*) FROM "
        "lapsed");
    EXPECT_TRUE(reserve_call_of(30, kOtherCall));
    EXPECT_EQ(settle_call_of(kCall, true), 0U);
    EXPECT_EQ(counts(), "0 used, 30 reserved, 30 promised");
}

TEST_F(Quota, holds_what_a_call_may_take_in_one_row)
{
    rules.free_pages = 600;
    ASSERT_TRUE(reserve_call_of(600, kCall));
    EXPECT_EQ(value("SELECT count(*) FROM quota_reservations"), "1");
    EXPECT_EQ(counts(), "0 used, 600 reserved, 600 promised");
    EXPECT_EQ(settle_call_of(kCall, true), 600U);
    EXPECT_EQ(counts(), "600 used, 0 reserved, 0 promised");
}

TEST_F(Quota, counts_tokens_beside_pages_each_up_to_its_limit)
{
    rules.free_tokens = 1000;
    EXPECT_EQ(boost::json::serialize(described().at("tokens")),
              R"({"left":1000,"used":0,"limit":1000,"reserved":0})");
    EXPECT_EQ(reserve_units({.pages = 31, .tokens = 10}, kCall).lacking, CallReservation::Lacking::pages);
    EXPECT_EQ(reserve_units({.pages = 1, .tokens = 1001}, kCall).lacking, CallReservation::Lacking::tokens);
    EXPECT_EQ(value("SELECT count(*) FROM quota_reservations"), "0");
    auto const reserved = reserve_units({.pages = 1, .tokens = 900}, kCall);
    EXPECT_EQ(reserved.lacking, CallReservation::Lacking::nothing);
    EXPECT_EQ(reserved.token_limit, 1000);
    EXPECT_EQ(reserved.tokens_left, 100);
    EXPECT_EQ(reserve_units({.tokens = 101}, kOtherCall).tokens_left, 100);
    EXPECT_EQ(counts(), "0 used, 1 reserved, 901 promised");
    EXPECT_EQ(tokens(), "0/900");
}

TEST_F(Quota, charges_the_tokens_that_were_taken_even_beyond_the_reservation)
{
    rules.free_tokens = 1000;
    ASSERT_TRUE(reserve_tokens(900, kCall));
    EXPECT_EQ(settle_tokens_of(kCall, 7), 7);
    EXPECT_EQ(tokens(), "7/0");
    ASSERT_TRUE(reserve_tokens(900, kCall));
    EXPECT_EQ(settle_tokens_of(kCall, 1500), 1500);
    EXPECT_EQ(tokens(), "1507/0");
    EXPECT_EQ(described().at("tokens").at("left"), 0);
    EXPECT_FALSE(reserve_tokens(1, kOtherCall));
    // No notification says that pages are used up.
    EXPECT_EQ(reported(), "");
}

TEST_F(Quota, charges_the_whole_reservation_where_nobody_knows_what_was_taken)
{
    ASSERT_TRUE(reserve_tokens(900, kCall));
    EXPECT_EQ(settle_tokens_of(kCall, std::nullopt), 900);
    EXPECT_EQ(settle_tokens_of(kCall, std::nullopt), 0);
    ASSERT_TRUE(reserve_tokens(50, kOtherCall));
    EXPECT_EQ(settle_tokens_of(kOtherCall, 0), 0);
    EXPECT_EQ(tokens(), "900/0");
}

TEST_F(Quota, gives_tokens_back_that_a_killed_server_had_reserved)
{
    rules.free_tokens = 1000;
    ASSERT_TRUE(reserve_tokens(1000, kCall));
    EXPECT_FALSE(reserve_tokens(1, kOtherCall));
    change("UPDATE quota_reservations SET expires_at = now()");
    EXPECT_EQ(described().at("tokens").at("left"), 1000);
    EXPECT_EQ(run_due_tasks(pool, rules), 0U);
    EXPECT_TRUE(reserve_tokens(1000, kOtherCall));
    EXPECT_EQ(tokens(), "0/1000");
}

TEST_F(Quota, charges_what_a_call_took_whose_reservation_ran_out_because_the_clock_jumped)
{
    ASSERT_TRUE(reserve_tokens(900, kCall));
    change("UPDATE quota_reservations SET expires_at = now() - interval '1 day'");
    EXPECT_EQ(settle_tokens_of(kCall, 7), 7);
    ASSERT_TRUE(reserve_tokens(900, kCall));
    change("UPDATE quota_reservations SET expires_at = now() - interval '1 day'");
    ASSERT_TRUE(reserve_tokens(100, kOtherCall));
    EXPECT_EQ(settle_tokens_of(kCall, 7), 7);
    EXPECT_EQ(tokens(), "14/100");
}

TEST_F(Quota, reserves_tokens_by_the_limit_and_in_the_period_of_the_moment)
{
    rules.free_tokens = 1000;
    ASSERT_TRUE(reserve_tokens(600, kCall));
    ASSERT_EQ(settle_tokens_of(kCall, 600), 600);
    rules.free_tokens = 700;
    EXPECT_FALSE(reserve_tokens(200, kCall));
    rules.free_tokens = 2000;
    EXPECT_EQ(reserve_units({.tokens = 1400}, kCall).tokens_left, 0);
    ASSERT_EQ(settle_tokens_of(kCall, 1400), 1400);
    EXPECT_FALSE(reserve_tokens(1, kCall));
    change("UPDATE quota_usage SET period_start = now() - interval '1 month', reset_at = now()");
    EXPECT_EQ(reserve_units({.tokens = 500}, kCall).tokens_left, 1500);
    EXPECT_EQ(tokens(), "0/500");
}

TEST_F(Quota, gives_the_last_tokens_to_one_of_two_calls_at_the_same_time)
{
    rules.free_tokens = 1000;
    std::atomic<int> let_in = 0;
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (int i = 1; i <= 4; ++i)
        threads.emplace_back([&, i] {
            let_in += reserve_tokens(600, "01931f3c-8f00-7000-8000-00000000000" + std::to_string(i)) ? 1 : 0;
        });
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(let_in.load(), 1);
    EXPECT_EQ(tokens(), "0/600");
}

TEST_F(Quota, counts_tokens_of_who_pays_without_a_limit)
{
    rules.free_tokens = 0;
    EXPECT_FALSE(reserve_tokens(1, kCall));
    change("INSERT INTO subscriptions (user_id, tier) VALUES ('" + user.text() + "', 'pro')");
    constexpr std::int64_t kMany = 3'000'000'000;
    auto const reserved = reserve_units({.tokens = kMany}, kCall);
    EXPECT_EQ(reserved.lacking, CallReservation::Lacking::nothing);
    EXPECT_EQ(reserved.token_limit, std::nullopt);
    EXPECT_EQ(reserved.tokens_left, std::nullopt);
    EXPECT_EQ(settle_tokens_of(kCall, kMany), kMany);
    EXPECT_EQ(tokens(), "3000000000/0");
}

TEST_F(Quota, lets_as_many_readings_fail_as_the_limit_has_pages_even_at_the_same_time)
{
    rules.free_pages = 3;
    auto const pages = add_pages(3);
    for (auto const& page : pages)
        EXPECT_TRUE(reserve_for(page));
    EXPECT_EQ(begin_for(pages[0]), Begin::now);
    EXPECT_EQ(begin_for(pages[0]), Begin::now) << "It is the same page.";
    EXPECT_EQ(begin_for(pages[1]), Begin::now);
    fail();
    EXPECT_EQ(begin_for(pages[2]), Begin::later) << "Both may fail, and then three have.";
    as_owner([&](pqxx::work& work) { interrupt_reading(work, user, pages[0]); });
    EXPECT_EQ(begin_for(pages[2]), Begin::now);
    fail();
    EXPECT_EQ(described().at("left"), 0);
    fail();
    EXPECT_EQ(begin_for(pages[0]), Begin::never);
    EXPECT_EQ(counts(), "0 used, 2 reserved, 2 promised");
    EXPECT_EQ(described().at("failed_pages"), 3);
    EXPECT_FALSE(reserve_for(pages[0]));
    EXPECT_FALSE(reserve_call_of(1, kCall));
}

TEST_F(Quota, forgets_what_failed_in_another_period)
{
    rules.free_pages = 1;
    fail();
    EXPECT_EQ(described().at("left"), 0);
    change("UPDATE users SET created_at = now() - interval '1 month'");
    change("UPDATE quota_usage SET period_start = now() - interval '1 month', reset_at = now()");
    EXPECT_EQ(described().at("failed_pages"), 0);
    EXPECT_EQ(described().at("left"), 1);
    fail();
    EXPECT_EQ(described().at("failed_pages"), 1);
}

TEST_F(Quota, bounds_failures_where_there_is_no_limit)
{
    rules.failed_pages = 2;
    change("INSERT INTO subscriptions (user_id, tier) SELECT id, 'pro' FROM users");
    auto const page = add_pages(1).front();
    EXPECT_TRUE(reserve_for(page));
    EXPECT_TRUE(as_owner([&](pqxx::work& work) { return !has_limit(work, user); }));
    fail();
    EXPECT_EQ(begin_for(page), Begin::now);
    fail();
    EXPECT_EQ(begin_for(page), Begin::never);
    EXPECT_TRUE(described().at("left").is_null());
}

TEST_F(Quota, counts_retries_of_a_look_and_day)
{
    auto const page = add_pages(1).front();
    auto const may_retry = [&](std::string const& look) {
        return as_owner([&](pqxx::work& work) { return count_retry(work, user, page, look); });
    };
    for (int retries = 0; retries < 3; ++retries)
        EXPECT_TRUE(may_retry("i1:old"));
    EXPECT_FALSE(may_retry("i1:old"));
    EXPECT_TRUE(may_retry("i1:new"));
    change("UPDATE page_retries SET day = day - 1");
    EXPECT_TRUE(may_retry("i1:old"));
    auto const left = as_owner([](pqxx::work& work) { return seconds_left_today(work); });
    EXPECT_GT(left.count(), 0);
    EXPECT_LE(left, std::chrono::hours(24));
}

}  // namespace
}  // namespace rmirror::quota
