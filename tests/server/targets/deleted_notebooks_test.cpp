// SPDX-License-Identifier: AGPL-3.0-or-later
// The state of a deleted notebook in each target: removed, waiting, failed or kept there.
#include "library/deletion/deleted_notebooks.hpp"

#include "library/deletion/delete_notebook.hpp"
#include "library/work.hpp"
#include "queue/inspect.hpp"
#include "targets/integration.hpp"
#include "targets/receiver.hpp"
#include "targets/records.hpp"

#include <gtest/gtest.h>

#include <array>

namespace rmirror::targets {

namespace {

using namespace test;
using queue::ErrorClass;
using queue::Outcome;
using rmirror::test::library;
using rmirror::test::notebook;
using rmirror::test::page;
using rmirror::test::uuid_of;
namespace json = boost::json;

constexpr std::array kPages = {ItemType::page_text};
constexpr std::array kWhole = {ItemType::notebook, ItemType::page_text};

struct DeletedInTargets : FollowTest {
    /// Two notebooks of two pages.
    void deliver_to(std::span<ItemType const> accepted)
    {
        target.accepts = accepted;
        switch_on();
        send(both());
        sync();
    }

    static json::object both()
    {
        return library(
            {notebook(10, {typed(11, 1), typed(12, 2)}), notebook(20, {typed(21, 3), typed(22, 4)})});
    }

    static json::object typed(std::size_t number, std::size_t ink)
    {
        return with(page(number, ink), "typed_text", "page " + std::to_string(number));
    }

    void remove(std::size_t number)
    {
        auto const deletion = rmirror::library::write(pool, user, [&](rmirror::library::LibraryWork& work) {
            return rmirror::library::delete_notebook(work, rules, uuid_of(number));
        });
        ASSERT_EQ(deletion, rmirror::library::Deletion::done);
    }

    json::array deleted()
    {
        auto const answer = rmirror::library::list_deleted(pool, user, 100, std::nullopt, 30);
        return json::parse(answer).at("items").as_array();
    }

    /// Of the notebook that was deleted last: "removed waiting failed kept", and the reason.
    std::string reported()
    {
        std::string text;
        auto const notebooks = deleted();
        for (auto const& each : notebooks.at(0).at("targets").as_array()) {
            EXPECT_EQ(each.at("target_name"), "notes");
            for (auto const* const name : {"removed", "waiting", "failed", "kept"})
                text += std::to_string(each.at(name).as_int64()) + " ";
            text += json::serialize(each.at("error_class")) + " " + json::serialize(each.at("error_message"));
        }
        return text;
    }

    static void answer(Outcome outcome)
    {
        receiver().each = [outcome = std::move(outcome)](Delivery const& delivery) {
            return DeliveryResult{.outcome = outcome, .remote = Remote{delivery.item_key}};
        };
    }
};

TEST_F(DeletedInTargets, waits_until_each_item_is_removed)
{
    deliver_to(kPages);
    remove(10);
    EXPECT_EQ(reported(), "0 2 0 0 null null") << "before the target was compared";
    EXPECT_EQ(compare(), 2U);
    EXPECT_EQ(reported(), "0 2 0 0 null null");
    EXPECT_EQ(deliver(), "-page_text*2");
    EXPECT_EQ(reported(), "2 0 0 0 null null");
}

TEST_F(DeletedInTargets, goes_as_a_whole_where_the_notebook_is_an_item)
{
    deliver_to(kWhole);
    remove(10);
    EXPECT_EQ(compare(), 1U);
    EXPECT_EQ(reported(), "0 3 0 0 null null");
    answer(Outcome::rejected(ErrorClass::invalid_data, "The receiver answered 422."));
    EXPECT_EQ(deliver(), "-notebook");
    EXPECT_EQ(reported(), R"(0 0 3 0 "invalid_data" "The receiver answered 422.")");
    answer(Outcome::done());
    begin_full_scan(Cause::trigger, {.notebook_uuids = std::vector{uuid_of(10)}});
    EXPECT_EQ(sync(), "-notebook");
    EXPECT_EQ(reported(), "3 0 0 0 null null");
}

TEST_F(DeletedInTargets, says_why_a_removal_is_tried_again_or_failed)
{
    deliver_to(kPages);
    remove(10);
    answer(Outcome::retry(ErrorClass::unknown_error, "Odd."));
    EXPECT_EQ(sync(), "-page_text*2");
    EXPECT_EQ(reported(), R"(0 2 0 0 "unknown_error" "Odd.")");
    run("UPDATE sync_queue SET run_after = now()");
    answer(Outcome::rejected(ErrorClass::invalid_data, "No."));
    deliver(1);
    answer(Outcome::done());
    deliver();
    EXPECT_EQ(reported(), R"(1 0 1 0 "invalid_data" "No.")");
}

TEST_F(DeletedInTargets, stays_where_its_removal_is_cancelled)
{
    deliver_to(kPages);
    remove(10);
    compare();
    db::as_system(pool, [&](pqxx::work& work) {
        auto const id = work.exec1("SELECT id FROM sync_queue WHERE status = 'pending' LIMIT 1")[0];
        auto const item = queue::cancel(work, user, id.as<ItemId>());
        Records(work, user, target.name).cancelled(std::array{item.value()});
    });
    EXPECT_EQ(deliver(), "-page_text");
    EXPECT_EQ(reported(), "1 0 0 1 null null");
}

TEST_F(DeletedInTargets, stays_where_the_integration_goes_without_what_it_made)
{
    deliver_to(kPages);
    run("UPDATE sync_records SET synced_at = NULL, status = 'skipped' WHERE page_uuid = '" + uuid_of(21) +
        "'");
    remove(20);
    db::as_system(pool, [&](pqxx::work& work) { delete_integration(work, user, "notes"); });
    EXPECT_EQ(reported(), "0 0 0 1 null null") << "the other page never arrived";
}

TEST_F(DeletedInTargets, is_told_of_the_deletion_alone)
{
    deliver_to(kPages);
    choose(R"('{"notebooks": [], "folders": [], "tags": []}')");
    EXPECT_EQ(sync(), "-page_text*4");
    remove(10);
    EXPECT_EQ(reported(), "") << "it was removed there before";
    EXPECT_EQ(deleted().size(), 1U);
}

}  // namespace

}  // namespace rmirror::targets
