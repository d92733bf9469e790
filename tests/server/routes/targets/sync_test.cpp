// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/api_fixture.hpp"

namespace rmirror::test {
namespace {

struct SyncTest : ApiTest {
    Person const ada = sign_up("ada@example.org");
    Person const bob = sign_up("bob@example.org");

    /// An item of Ada's queue, by its id.
    std::string add(std::string const& status, int number)
    {
        return db::as_system(pool, [&](pqxx::work& work) {
            return work
                .exec_params1(
                    "INSERT INTO sync_queue (user_id, target_name, item_type, item_key, status, attempts, "
                    "completed_at, "
                    "lease_id, leased_until) VALUES ($1, 'ocr', 'ocr_page', "
                    "('00000000-0000-7000-8000-00000000000' || $3::int)::uuid, $2, 5, "
                    "CASE WHEN $2 IN ('failed', 'completed', 'cancelled') THEN now() END, "
                    "CASE WHEN $2 = 'processing' THEN uuid_v7() END, "
                    "CASE WHEN $2 = 'processing' THEN now() END) RETURNING id",
                    ada.id, status, number)[0]
                .as<std::string>();
        });
    }

    Answered change(std::string method, std::string const& path, Person const& who)
    {
        return ask({.method = std::move(method), .path = "/api/v1/sync/queue/" + path, .token = who.token});
    }

    std::string status(std::string const& id)
    {
        return value("SELECT status FROM sync_queue WHERE id = '" + id + "'");
    }
};

TEST_F(SyncTest, shows_each_their_own_queue_in_pieces)
{
    for (int i = 1; i <= 3; ++i)
        add(i == 3 ? "failed" : "pending", i);
    auto const first = get("/api/v1/sync/queue?limit=2", ada.token).json.as_object();
    EXPECT_EQ(first.at("items").as_array().size(), 2U);
    EXPECT_EQ(first.at("items").as_array()[0].at("status").as_string(), "failed");
    auto const next = std::string(first.at("next").as_string());
    auto const second = get("/api/v1/sync/queue?limit=2&cursor=" + next, ada.token).json.as_object();
    EXPECT_EQ(second.at("items").as_array().size(), 1U);
    EXPECT_TRUE(second.at("next").is_null());
    EXPECT_EQ(get("/api/v1/sync/queue?status=failed", ada.token).json.at("items").as_array().size(), 1U);
    EXPECT_TRUE(get("/api/v1/sync/queue", bob.token).json.at("items").as_array().empty());
    EXPECT_EQ(get("/api/v1/sync/queue?limit=0", ada.token).status, 400);
    EXPECT_EQ(get("/api/v1/sync/queue", "").status, 401);
}

TEST_F(SyncTest, counts_and_tells_whether_it_goes_on)
{
    EXPECT_EQ(get("/api/v1/sync/health", ada.token).text("queue_processor"), "idle");
    add("pending", 1);
    add("completed", 2);
    auto const stats = get("/api/v1/sync/stats", ada.token).json.as_object();
    EXPECT_EQ(stats.at("total_syncs").as_int64(), 2);
    EXPECT_EQ(stats.at("status_counts").at("pending").as_int64(), 1);
    EXPECT_EQ(stats.at("type_counts").at("ocr_page").as_int64(), 2);
    db::as_system(pool, [](pqxx::work& work) {
        work.exec("UPDATE sync_queue SET run_after = now() - interval '3 minutes'");
    });
    EXPECT_EQ(get("/api/v1/sync/health", ada.token).text("queue_processor"), "behind");
    add("processing", 3);
    auto const health = get("/api/v1/sync/health", ada.token);
    EXPECT_EQ(health.text("queue_processor"), "working");
    EXPECT_EQ(health.json.at("stale_syncs_count").as_int64(), 1);
    EXPECT_EQ(health.json.at("targets").at("ocr").at("pending").as_int64(), 1);
    EXPECT_EQ(get("/api/v1/sync/health", bob.token).text("queue_processor"), "idle");
}

TEST_F(SyncTest, tries_again_what_failed)
{
    auto const failed = add("failed", 1);
    EXPECT_EQ(change("POST", failed + "/retry", bob).status, 404);
    EXPECT_EQ(change("POST", failed + "/retry", ada).status, 204);
    EXPECT_EQ(status(failed), "pending");
    EXPECT_EQ(value("SELECT attempts || ' ' || trigger_source FROM sync_queue"), "0 manual");
    EXPECT_EQ(change("POST", failed + "/retry", ada).status, 409);
    auto const twin = add("failed", 1);
    EXPECT_EQ(change("POST", twin + "/retry", ada).status, 409) << "Its twin is pending already.";
    EXPECT_EQ(change("POST", "nonsense/retry", ada).status, 404);
}

TEST_F(SyncTest, cancels_what_has_not_begun)
{
    auto const pending = add("pending", 1);
    auto const begun = add("processing", 2);
    EXPECT_EQ(change("DELETE", pending, bob).status, 404);
    EXPECT_EQ(change("DELETE", pending, ada).status, 204);
    EXPECT_EQ(status(pending), "cancelled");
    EXPECT_EQ(change("DELETE", begun, ada).status, 409);
    EXPECT_EQ(change("DELETE", pending, ada).status, 409);
}

TEST_F(SyncTest, tells_and_forgets_to_tell_what_was_read)
{
    auto const id = db::as_system(pool, [&](pqxx::work& work) {
        return work
            .exec_params1(
                "INSERT INTO notifications (user_id, kind, about, details) "
                "VALUES ($1, 'quota_exhausted', '2026-11', '{\"limit\": 30}') RETURNING id",
                ada.id)[0]
            .as<std::string>();
    });
    auto const path = "/api/v1/notifications/" + id + "/read";
    EXPECT_EQ(get("/api/v1/notifications", ada.token).json.at("unread").as_int64(), 1);
    EXPECT_EQ(get("/api/v1/notifications", bob.token).json.at("unread").as_int64(), 0);
    EXPECT_EQ(ask({.method = "POST", .path = path, .token = bob.token}).status, 404);
    EXPECT_EQ(ask({.method = "POST", .path = path, .token = ada.token}).status, 204);
    auto const read = get("/api/v1/notifications", ada.token).json.as_object();
    EXPECT_EQ(read.at("unread").as_int64(), 0);
    EXPECT_EQ(read.at("items").as_array()[0].at("details").at("limit").as_int64(), 30);
    EXPECT_EQ(ask({.method = "POST", .path = "/api/v1/notifications/x/read", .token = ada.token}).status,
              404);
}

}  // namespace
}  // namespace rmirror::test
