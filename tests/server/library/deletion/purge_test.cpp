// SPDX-License-Identifier: AGPL-3.0-or-later
// What tells that targets have something no more is removed for good when it is old, and readers of the
// changes miss nothing by that. Notebooks and pages are tried in tests/attack/b12-room-comes-back.test.ts.
#include "library/deletion/purge.hpp"

#include "library/changes/changes.hpp"
#include "library/library.hpp"

#include <future>

namespace rmirror::test {
namespace {

namespace json = boost::json;
using library::changes_since;
using library::Cursor;

constexpr std::size_t kDays = 30;

class Purge : public LibraryTest {
protected:
    void run(std::string const& sql)
    {
        db::as_system(pool, [&](pqxx::work& work) { work.exec(sql); });
    }

    std::string add_record(UserId const& owner)
    {
        return value(
            "WITH made AS (INSERT INTO sync_records (user_id, target_name, item_type, item_key, status) "
            "VALUES "
            "('" +
            owner.text() +
            "', 'webhook', 'page_text', uuid_v7(), 'success') RETURNING id) SELECT id FROM made");
    }

    /// Marks the record as removed from the target for a number of days.
    void remove_record(std::string const& id, int days)
    {
        run("UPDATE sync_records SET deleted_at = now() - interval '" + std::to_string(days) +
            " days' WHERE id = '" + id + "'");
    }

    Cursor read_on(Cursor const& since)
    {
        auto const changes = changes_since(pool, user, since);
        EXPECT_FALSE(changes.is_lost);
        return *Cursor::parse(json::parse(changes.answer).at("next").as_string());
    }

    std::size_t purge(std::size_t max = 1000) { return library::purge(pool, kDays, max); }
    std::string records() { return value("SELECT string_agg(id::text, ' ' ORDER BY id) FROM sync_records"); }
};

TEST_F(Purge, removes_records_that_were_taken_back_long_ago_and_no_others)
{
    auto const other = add_user("other@example.org");
    auto const live = add_record(user);
    auto const recent = add_record(user);
    remove_record(recent, 29);
    for (auto const& owner : {user, other})
        for (int i = 0; i < 3; ++i)
            remove_record(add_record(owner), 31 + i);
    EXPECT_EQ(purge(2), 2U) << "the oldest first";
    EXPECT_EQ(value("SELECT max(now() - deleted_at) < interval '33 days' FROM sync_records"), "t");
    EXPECT_EQ(purge(), 4U);
    EXPECT_EQ(records(), live + " " + recent);
    EXPECT_EQ(purge(), 0U);
}

TEST_F(Purge, tells_only_who_has_not_heard_of_a_removal_to_begin_anew)
{
    auto const id = add_record(user);
    auto const before = read_on({});
    remove_record(id, 31);
    add_record(user);
    auto const after = read_on(before);
    EXPECT_EQ(purge(), 1U);
    EXPECT_TRUE(changes_since(pool, user, before).is_lost);
    EXPECT_FALSE(changes_since(pool, user, after).is_lost);
    EXPECT_TRUE(changes_since(pool, user, after).is_empty);
    EXPECT_FALSE(changes_since(pool, user, {}).is_lost) << "who begins has nothing that could be gone";
}

TEST_F(Purge, removes_what_tells_of_integrations)
{
    run("INSERT INTO integrations (user_id, target_name) SELECT id, 'webhook' FROM users");
    auto const before = read_on({});
    run("DELETE FROM integrations");
    add_record(user);
    auto const after = read_on(before);
    EXPECT_EQ(purge(), 0U);
    run("UPDATE removed_integrations SET deleted_at = now() - interval '31 days'");
    EXPECT_EQ(purge(), 1U);
    EXPECT_EQ(value("SELECT count(*) FROM removed_integrations"), "0");
    EXPECT_TRUE(changes_since(pool, user, before).is_lost);
    EXPECT_FALSE(changes_since(pool, user, after).is_lost);
}

// A delivery has the counter of changes when it comes to the record.
TEST_F(Purge, leaves_what_a_delivery_begins_anew_at_this_moment)
{
    auto const id = add_record(user);
    remove_record(id, 31);
    std::future<std::size_t> purged;
    db::as_system(pool, [&](pqxx::work& work) {
        work.exec_params("SELECT change_of($1)", user);
        purged = std::async(std::launch::async, [this] { return purge(); });
        while (work.exec("SELECT FROM pg_locks WHERE NOT granted").empty() &&
               purged.wait_for(std::chrono::milliseconds(10)) == std::future_status::timeout)
            continue;
        work.exec("UPDATE sync_records SET deleted_at = NULL");
    });
    EXPECT_EQ(purged.get(), 0U);
    EXPECT_EQ(records(), id);
}

}  // namespace
}  // namespace rmirror::test
