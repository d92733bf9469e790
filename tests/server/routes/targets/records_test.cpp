// SPDX-License-Identifier: AGPL-3.0-or-later
// What targets have, as people see it: their own, of one target, notebook, page or state; and how much of
// each.
#include "routes/api_fixture.hpp"

namespace rmirror::test {
namespace {

constexpr auto kDiary = "00000000-0000-4000-8000-000000000001";
constexpr auto kLetters = "00000000-0000-4000-8000-000000000002";
constexpr auto kPage = "00000000-0000-4000-8000-000000000003";

struct RecordsTest : ApiTest {
    Person const ada = sign_up("ada@example.org");
    Person const bob = sign_up("bob@example.org");

    void add(std::string const& target, char const* notebook, std::string const& status,
             char const* page = nullptr)
    {
        db::as_system(pool, [&](pqxx::work& work) {
            work.exec_params(
                "INSERT INTO sync_records (user_id, target_name, item_type, item_key, notebook_uuid, "
                "page_uuid, "
                "status) VALUES ($1, $2, 'page_text', uuid_v7(), $3, $4, $5)",
                ada.id, target, notebook, page, status);
        });
    }

    void queue(std::string const& target, std::string const& type, std::string const& status)
    {
        db::as_system(pool, [&](pqxx::work& work) {
            work.exec_params(
                "INSERT INTO sync_queue (user_id, target_name, item_type, item_key, status, completed_at) "
                "VALUES "
                "($1, $2, $3, uuid_v7(), $4, CASE WHEN $4 IN ('failed', 'completed') THEN now() END)",
                ada.id, target, type, status);
        });
    }

    std::size_t found(std::string const& query, Person const& who)
    {
        auto const answer = get("/api/v1/sync/records" + query, who.token);
        EXPECT_EQ(answer.status, 200) << query;
        return answer.json.at("items").as_array().size();
    }
};

TEST_F(RecordsTest, are_found_by_target_notebook_page_and_status)
{
    add("webhook", kDiary, "success");
    add("webhook", kDiary, "failed", kPage);
    add("webhook", kLetters, "success");
    add("readwise", kDiary, "success");
    auto const in_diary = std::string("&notebook_uuid=") + kDiary;
    EXPECT_EQ(found("", ada), 4U);
    EXPECT_EQ(found("?target_name=webhook", ada), 3U);
    EXPECT_EQ(found("?target_name=webhook" + in_diary, ada), 2U);
    EXPECT_EQ(found("?target_name=webhook&status=failed" + in_diary, ada), 1U);
    EXPECT_EQ(found("?status=success", ada), 3U);
    EXPECT_EQ(found(std::string("?page_uuid=") + kPage + in_diary, ada), 1U);
    EXPECT_EQ(found("?target_name=nowhere", ada), 0U);
    EXPECT_EQ(found("", bob), 0U);
    db::as_system(pool, [](pqxx::work& work) {
        work.exec("UPDATE sync_records SET deleted_at = now() WHERE target_name = 'readwise'");
    });
    EXPECT_EQ(found("", ada), 3U) << "what was removed there";
}

TEST_F(RecordsTest, come_in_pieces_the_newest_first)
{
    for (auto const* const status : {"success", "failed", "retry"})
        add("webhook", kDiary, status);
    auto const first = get("/api/v1/sync/records?limit=2", ada.token).json.as_object();
    EXPECT_EQ(first.at("items").as_array().size(), 2U);
    EXPECT_EQ(first.at("items").as_array()[0].at("status"), "retry");
    auto const next = std::string(first.at("next").as_string());
    auto const second = get("/api/v1/sync/records?limit=2&cursor=" + next, ada.token).json.as_object();
    EXPECT_EQ(second.at("items").as_array().size(), 1U);
    EXPECT_EQ(second.at("items").as_array()[0].at("status"), "success");
    EXPECT_TRUE(second.at("next").is_null());
}

TEST_F(RecordsTest, are_refused_to_strangers_and_by_wrong_filters)
{
    EXPECT_EQ(get("/api/v1/sync/records", "").status, 401);
    for (auto const* const wrong : {"?status=lost", "?notebook_uuid=1", "?limit=0", "?nonsense=1"})
        EXPECT_EQ(get(std::string("/api/v1/sync/records") + wrong, ada.token).status, 400) << wrong;
    EXPECT_EQ(get(std::string("/api/v1/sync/records?page_uuid=") + kPage, ada.token).status, 400)
        << "of which notebook?";
}

TEST_F(RecordsTest, wait_in_the_queue_and_are_counted_by_target)
{
    queue("webhook", "page_text", "pending");
    queue("webhook", "todo", "retry");
    queue("webhook", "todo", "failed");
    queue("readwise", "highlight", "completed");
    auto const stats = get("/api/v1/sync/stats", ada.token).json.as_object();
    EXPECT_EQ(stats.at("target_counts").at("webhook").as_int64(), 3);
    EXPECT_EQ(stats.at("target_counts").at("readwise").as_int64(), 1);
    EXPECT_EQ(stats.at("type_counts").at("todo").as_int64(), 2);
    EXPECT_EQ(stats.at("status_counts").at("failed").as_int64(), 1);
    auto const health = get("/api/v1/sync/health", ada.token).json.at("targets").as_object();
    EXPECT_EQ(health.at("webhook").at("pending").as_int64(), 2);
    EXPECT_EQ(health.at("webhook").at("failed").as_int64(), 1);
    EXPECT_EQ(health.at("readwise").at("pending").as_int64(), 0);
    auto const metrics = std::string(get("/metrics", "").received.body);
    for (auto const* const line :
         {R"(rmirror_queue_items{target="webhook",item_type="page_text",status="pending"} 1)",
          R"(rmirror_queue_items{target="webhook",item_type="todo",status="retry"} 1)"})
        EXPECT_NE(metrics.find(line), std::string::npos) << line << "\n" << metrics;
}

TEST_F(RecordsTest, that_wait_because_their_target_stopped_are_not_behind)
{
    queue("webhook", "page_text", "pending");
    db::as_system(pool, [&](pqxx::work& work) {
        work.exec("UPDATE sync_queue SET run_after = now() - interval '3 minutes'");
    });
    EXPECT_EQ(get("/api/v1/sync/health", ada.token).text("queue_processor"), "behind");
    db::as_system(pool, [&](pqxx::work& work) {
        work.exec_params(
            "INSERT INTO queue_holds (user_id, target_name, until, is_trial) VALUES "
            "($1, 'webhook', now() + interval '1 hour', true)",
            ada.id);
    });
    EXPECT_EQ(get("/api/v1/sync/health", ada.token).text("queue_processor"), "idle");
}

}  // namespace
}  // namespace rmirror::test
