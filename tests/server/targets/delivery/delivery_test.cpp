// SPDX-License-Identifier: AGPL-3.0-or-later
// What becomes of items and their integration when a target fails, stops, or is changed in between.
#include "targets/delivery/redelivery.hpp"
#include "targets/integration.hpp"
#include "targets/integrations/settings.hpp"
#include "targets/receiver.hpp"

#include <gtest/gtest.h>

namespace rmirror::targets {

namespace {

using namespace test;
using queue::ErrorClass;
using queue::Outcome;
using rmirror::test::library;
using rmirror::test::notebook;
using rmirror::test::page;

struct Delivering : FollowTest {
    Delivering()
    {
        static constexpr std::array kPages = {ItemType::page_text};
        target.accepts = kPages;
    }

    void type(std::string const& text)
    {
        send(library({notebook(10, {with(page(11, 1), "typed_text", text)})}));
    }

    /// Writes a notebook of this number of pages.
    void write_pages(std::size_t count)
    {
        boost::json::array pages;
        for (std::size_t i = 1; i <= count; ++i)
            pages.push_back(with(page(10 + i, i), "typed_text", "page " + std::to_string(i)));
        send(library({notebook(10, pages)}));
    }

    static void answer(Outcome outcome, bool stops = false)
    {
        receiver().each = [outcome = std::move(outcome), stops](Delivery const&) {
            return DeliveryResult{.outcome = outcome, .remote = std::nullopt, .others = {}, .stops = stops};
        };
    }
    static void answer_well()
    {
        receiver().each = [](Delivery const& delivery) {
            return DeliveryResult{Outcome::done(), Remote{delivery.item_key}};
        };
    }

    void hurry() { run("UPDATE sync_queue SET run_after = now()"); }
    void end_pause() { run("UPDATE queue_holds SET until = now() WHERE until < 'infinity'"); }
    static targets::Setup switched(bool is_enabled)
    {
        targets::Setup setup;
        setup.is_enabled = is_enabled;
        return setup;
    }
    std::string record()
    {
        return value("SELECT status || ' ' || coalesce(error_message, '-') FROM sync_records");
    }
    std::string reported(std::string const& kind)
    {
        return value("SELECT count(*) FROM notifications WHERE kind = '" + kind + "'");
    }
};

TEST_F(Delivering, a_retry_has_the_marker_of_the_attempt_before_and_a_change_another)
{
    switch_on();
    type("one");
    answer(Outcome::retry(ErrorClass::unknown_error, "Odd."));
    EXPECT_EQ(sync(), "+page_text");
    auto const first = receiver().markers;
    EXPECT_EQ(record(), "retry Odd.");
    hurry();
    deliver();
    EXPECT_EQ(receiver().markers, first);
    type("two");
    hurry();
    answer_well();
    EXPECT_EQ(sync(), "+page_text");
    auto const second = receiver().markers;
    EXPECT_NE(second, first);
    type("one");  // Back to what it was.
    EXPECT_EQ(sync(), "+page_text");
    EXPECT_NE(receiver().markers, first);
    EXPECT_NE(receiver().markers, second);
    expect_mirrored();
}

TEST_F(Delivering, what_changes_while_it_is_delivered_is_delivered_once_more)
{
    switch_on();
    type("one");
    receiver().each = [this](Delivery const& delivery) {
        if (delivery.content.at("text").as_string() == "one") {
            type("two");
            compare();
        }
        return DeliveryResult{Outcome::done(), Remote{delivery.item_key}};
    };
    EXPECT_EQ(sync(), "+page_text*2");
    expect_mirrored();
}

TEST_F(Delivering, an_item_that_is_refused_fails_and_is_told_once_a_day)
{
    switch_on();
    write_pages(3);
    answer(Outcome::rejected(ErrorClass::invalid_data, "The receiver answered 422."));
    EXPECT_EQ(sync(), "+page_text*3");
    EXPECT_EQ(value("SELECT string_agg(DISTINCT status || error_class, ' ') FROM sync_records"),
              "failedinvalid_data");
    EXPECT_EQ(reported("retries_exhausted"), "1");
    EXPECT_EQ(value("SELECT details ->> 'count' FROM notifications WHERE kind = 'retries_exhausted'"), "3");
    begin_full_scan(Cause::check);
    EXPECT_EQ(compare(), 0U);
    answer_well();
    begin_full_scan(Cause::trigger);
    EXPECT_EQ(sync(), "+page_text*3");
    expect_mirrored();
}

TEST_F(Delivering, what_lies_at_the_connection_stops_the_integration_and_counts_no_attempt)
{
    switch_on();
    write_pages(20);
    answer(Outcome::retry(ErrorClass::auth_error, "The receiver refused the token."), true);
    EXPECT_EQ(sync(), "+page_text");
    EXPECT_EQ(value("SELECT max(attempts) FROM sync_queue"), "0");
    EXPECT_EQ(value("SELECT stopped_class || ' ' || stopped_because FROM integrations"),
              "auth_error The receiver refused the token.");
    EXPECT_EQ(reported("connection_broken"), "1");
    end_pause();
    EXPECT_EQ(deliver(), "+page_text");  // One alone tries.
    EXPECT_EQ(reported("connection_broken"), "1");
    EXPECT_EQ(value("SELECT extract(epoch FROM until - now()) > 100 FROM queue_holds"), "t");
    answer_well();
    end_pause();
    EXPECT_EQ(deliver(), "+page_text*20");
    EXPECT_EQ(value("SELECT stopped_at IS NULL FROM integrations"), "t");
    EXPECT_EQ(value("SELECT count(*) FROM queue_holds"), "0");
    expect_mirrored();
}

TEST_F(Delivering, five_calls_in_a_row_without_an_answer_stop_it)
{
    switch_on();
    write_pages(8);
    answer(Outcome::retry(ErrorClass::network_error, "The receiver can't be reached."));
    EXPECT_EQ(sync(), "+page_text*5");
    EXPECT_EQ(value("SELECT stopped_at IS NOT NULL FROM integrations"), "t");
    EXPECT_EQ(value("SELECT count(*) FROM sync_queue WHERE attempts = 0"), "4");
    answer_well();
    end_pause();
    hurry();
    EXPECT_EQ(deliver(), "+page_text*8");
    expect_mirrored();
}

TEST_F(Delivering, what_began_before_a_stop_and_succeeds_leaves_it_stopped)
{
    switch_on();
    write_pages(1);
    for (auto const& outcome : {Outcome::done(), Outcome::rejected(ErrorClass::invalid_data, "No.")}) {
        receiver().each = [&](Delivery const& delivery) {
            // Another worker's call fails meanwhile.
            db::as_system(pool, [&](pqxx::work& work) {
                auto const integration = lock_integration(work, user, target.name);
                stop(work, *integration,
                     Outcome::later(std::chrono::seconds(0), "It is away.", ErrorClass::network_error));
            });
            return DeliveryResult{outcome, Remote{delivery.item_key}};
        };
        end_pause();
        EXPECT_EQ(sync(), "+page_text");
        EXPECT_EQ(value("SELECT stopped_because FROM integrations"), "It is away.");
        EXPECT_EQ(reported("connection_broken"), "1");
        write_pages(2);
    }
}

TEST_F(Delivering, what_ends_without_a_call_leaves_it_stopped_and_the_next_item_tries)
{
    switch_on();
    write_pages(1);
    answer(Outcome::retry(ErrorClass::auth_error, "It refuses."), true);
    EXPECT_EQ(sync(), "+page_text");
    receiver().is_asked = false;
    for (auto const& outcome : {Outcome::done(), Outcome::rejected(ErrorClass::invalid_data, "No.")}) {
        answer(outcome);
        end_pause();
        hurry();
        EXPECT_EQ(deliver(1), "+page_text");
        EXPECT_EQ(value("SELECT stopped_because FROM integrations"), "It refuses.");
        EXPECT_EQ(value("SELECT until <= now() FROM queue_holds WHERE is_trial"), "t");
        type(outcome.kind == Outcome::Kind::done ? "two" : "three");
        compare();
    }
    receiver().is_asked = true;
    answer_well();
    hurry();
    deliver();
    EXPECT_EQ(value("SELECT stopped_at IS NULL FROM integrations"), "t");
    EXPECT_EQ(reported("connection_broken"), "1");
}

TEST_F(Delivering, what_began_before_it_was_connected_again_stops_nothing)
{
    switch_on();
    write_pages(1);
    receiver().each = [&](Delivery const&) {
        // A person brings a new credential meanwhile.
        db::as_user(pool, user, [&](pqxx::work& work) { restart_integration(work, user, target.name); });
        DeliveryResult result{Outcome::retry(ErrorClass::auth_error, "It refuses."), std::nullopt};
        result.stops = true;
        return result;
    };
    compare();
    EXPECT_EQ(deliver(1), "+page_text");
    EXPECT_EQ(value("SELECT stopped_at IS NULL FROM integrations"), "t");
    answer_well();
    hurry();
    EXPECT_EQ(deliver(), "+page_text");
    expect_mirrored();
}

TEST_F(Delivering, a_day_of_waiting_asked_for_by_429_holds_all_of_it)
{
    switch_on();
    write_pages(3);
    answer(Outcome::later(std::chrono::hours(1), "Too many requests."));
    EXPECT_EQ(sync(), "+page_text");
    EXPECT_EQ(deliver(), "");
    EXPECT_EQ(value("SELECT stopped_at IS NULL FROM integrations"), "t");
    EXPECT_EQ(value("SELECT max(attempts) FROM sync_queue"), "0");
    answer_well();
    end_pause();
    hurry();
    EXPECT_EQ(deliver(), "+page_text*3");
}

TEST_F(Delivering, a_paused_integration_waits_and_is_brought_up_to_date)
{
    send(library({notebook(10, {with(page(11, 1), "typed_text", "one")})}));
    auto const save = [&](targets::Setup const& setup) {
        db::as_user(pool, user, [&](pqxx::work& work) { targets::save(work, vault, target, user, setup); });
    };
    save(targets::Setup());
    EXPECT_EQ(sync(), "+page_text");
    save(switched(false));
    type("two");
    EXPECT_EQ(sync(), "");
    save(switched(true));
    EXPECT_EQ(sync(), "+page_text");
    expect_mirrored();
}

TEST_F(Delivering, an_integration_is_removed_with_what_it_made)
{
    write_pages(3);
    auto const remove = [&](Made made) {
        return db::as_user(pool, user,
                           [&](pqxx::work& work) { return remove_integration(work, target, user, made); });
    };
    EXPECT_FALSE(remove(Made::remove));
    switch_on();
    sync();
    EXPECT_TRUE(remove(Made::remove));
    EXPECT_EQ(sync(), "-page_text*3");
    EXPECT_EQ(finish_removals(pool), 1U);
    EXPECT_EQ(value("SELECT count(*) FROM integrations"), "0");
    EXPECT_TRUE(receiver().items.empty());
    switch_on();
    EXPECT_EQ(sync(), "+page_text*3");
    EXPECT_TRUE(remove(Made::keep));
    EXPECT_EQ(value("SELECT count(*) FROM integrations"), "0");
    EXPECT_EQ(receiver().items.size(), 3U);
}

TEST_F(Delivering, an_integration_with_many_records_is_removed_in_pieces)
{
    switch_on();
    write_pages(3);
    sync();
    run("INSERT INTO sync_records (user_id, target_name, item_type, item_key, content_hash, status) "
        "SELECT user_id, 'notes', 'todo', gen_random_uuid(), 'x', 'success' "
        "FROM integrations, generate_series(1, 4500)");
    auto const state = [&] {
        return db::as_reader(pool, user, [&](pqxx::work& work) {
            auto const shown = show_integration(work, target, user);
            return shown ? std::string(shown->at("state").as_string()) : "gone";
        });
    };
    db::as_user(pool, user, [&](pqxx::work& work) { remove_integration(work, target, user, Made::keep); });
    EXPECT_EQ(state(), "removing");
    type("other");
    EXPECT_EQ(sync(), "") << "nothing is compared or delivered meanwhile";
    for (int piece = 0; piece < 3 && state() == "removing"; ++piece)
        EXPECT_EQ(finish_removals(pool), 1U);
    EXPECT_EQ(state(), "gone");
    EXPECT_EQ(value("SELECT count(*) FROM sync_records WHERE deleted_at IS NULL"), "0");
    EXPECT_EQ(receiver().items.size(), 3U);
    switch_on();
    EXPECT_EQ(sync(), "+page_text") << "the library has one page by now, and it is new there again";
}

TEST_F(Delivering, items_of_one_notebook_are_with_one_worker)
{
    switch_on();
    write_pages(5);
    compare();
    auto const first = queue::claim(pool, job, cursor, std::chrono::seconds(120));
    ASSERT_TRUE(first);
    EXPECT_FALSE(queue::claim(pool, job, cursor, std::chrono::seconds(120)));
    target.max_batch_size = 3;
    EXPECT_EQ(job.group_of(*first).size(), 2U);
}

TEST_F(Delivering, a_worker_that_died_after_the_call_leaves_one_copy)
{
    switch_on();
    type("one");
    compare();
    auto const item = queue::claim(pool, job, cursor, std::chrono::seconds(120)).value();
    auto const outcomes = job.work(std::span(&item, 1));  // And then the power goes.
    auto const marker = receiver().markers;
    run("UPDATE sync_queue SET leased_until = now() - interval '1 second' WHERE status = 'processing'");
    EXPECT_EQ(queue::fail_expired_leases(pool, job), 1U);
    EXPECT_FALSE(queue::end(pool, job, item, outcomes[0]));
    hurry();
    EXPECT_EQ(deliver(), "+page_text");
    EXPECT_EQ(receiver().markers, marker);
    expect_mirrored();
}

TEST_F(Delivering, what_a_delivery_leaves_for_later_comes_again_when_it_is_due)
{
    Target const* const targets[] = {&target};
    switch_on();
    receiver().each = [](Delivery const& delivery) {
        return DeliveryResult{.outcome = queue::Outcome::done(),
                              .remote = Remote{delivery.item_key},
                              .redeliver_after = std::chrono::seconds(600)};
    };
    type("one");
    EXPECT_EQ(sync(), "+page_text");
    EXPECT_EQ(queue_due_redeliveries(pool, targets), 0U);
    run("UPDATE sync_records SET again_at = now()");
    EXPECT_EQ(queue_due_redeliveries(pool, targets), 1U);
    EXPECT_EQ(queue_due_redeliveries(pool, targets), 0U);
    receiver().each = [](Delivery const& delivery) {
        return DeliveryResult{.outcome = queue::Outcome::done(), .remote = Remote{delivery.item_key}};
    };
    EXPECT_EQ(sync(), "+page_text");
    EXPECT_EQ(value("SELECT count(again_at) FROM sync_records"), "0");
    EXPECT_EQ(sync(), "");
    expect_mirrored();
}

TEST_F(Delivering, what_stands_there_of_an_item_that_failed_is_kept)
{
    switch_on();
    receiver().each = [](Delivery const&) {
        return DeliveryResult{
            .outcome = queue::Outcome::rejected(queue::ErrorClass::quota_exceeded, "Too large."),
            .remote = Remote{"half", {{"a", 1}}}};
    };
    type("one");
    EXPECT_EQ(sync(), "+page_text");
    EXPECT_EQ(value("SELECT status || ' ' || external_id || ' ' || error_message FROM sync_records"),
              "failed half Too large.");
    EXPECT_EQ(sync(), "");
}

struct WithToken : Delivering {
    WithToken()
    {
        static constexpr std::array kFields = {
            Field{.key = "token", .kind = FieldKind::secret, .label = "Token"}};
        target.fields = kFields;
    }

    void save(connections::Vault const& sealing)
    {
        targets::Setup setup;
        setup.values = {{"token", "t0ken"}};
        db::as_user(pool, user, [&](pqxx::work& work) { targets::save(work, sealing, target, user, setup); });
    }
};

TEST_F(WithToken, items_wait_for_a_worker_that_has_the_key)
{
    save(connections::test::vault({"k2"}));
    type("one");
    EXPECT_EQ(sync(), "");
    EXPECT_EQ(value("SELECT max(attempts) FROM sync_queue"), "0");
    EXPECT_EQ(value("SELECT stopped_at IS NULL FROM integrations"), "t");
    vault = connections::test::vault({"k1", "k2"});
    hurry();
    EXPECT_EQ(deliver(), "+page_text");
    expect_mirrored();
}

TEST_F(WithToken, a_credential_that_was_tampered_with_stops_it_until_another_is_entered)
{
    save(vault);
    run("UPDATE connections SET credential = set_byte(credential, 40, 255 - get_byte(credential, 40))");
    type("one");
    EXPECT_EQ(sync(), "");
    EXPECT_EQ(value("SELECT stopped_class FROM integrations"), "auth_error");
    save(vault);
    EXPECT_EQ(sync(), "+page_text");
    EXPECT_EQ(value("SELECT stopped_at IS NULL FROM integrations"), "t");
    expect_mirrored();
}

}  // namespace

}  // namespace rmirror::targets
