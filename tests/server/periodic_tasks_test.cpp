// SPDX-License-Identifier: AGPL-3.0-or-later
#include "periodic_tasks.hpp"

#include "queue/queue_fixture.hpp"

namespace rmirror {
namespace {

using PeriodicTasks = queue::test::QueueFixture;

TEST_F(PeriodicTasks, forget_what_is_kept_for_a_while_only)
{
    db::as_system(pool, [&](pqxx::work& work) {
        work.exec_params(
            "INSERT INTO sessions (user_id, expires_at) VALUES ($1, now()), ($1, now() - interval '31 days')",
            user);
        work.exec_params(
            "INSERT INTO agent_tokens (user_id, name, expires_at) VALUES ($1, 'a', now()), ($1, 'b', now() - "
            "interval '31 days')",
            user);
        work.exec(
            "INSERT INTO device_codes (device_code_hash, user_code, name, expires_at) VALUES "
            "(decode(repeat('00', 32), 'hex'), 'AAAA', 'a', now()), "
            "(decode(repeat('11', 32), 'hex'), 'BBBB', 'b', now() - interval '2 days')");
    });
    db::as_system(pool, [&](pqxx::work& work) {
        work.exec_params(
            "INSERT INTO audit (user_id, action, created_at) VALUES ($1, 'new', now() - interval '89 days'), "
            "($1, 'old', now() - interval '91 days')",
            user);
    });
    db::as_system(pool, [&](pqxx::work& work) {
        work.exec_params(
            "WITH notebook AS (INSERT INTO notebooks (user_id, notebook_uuid, document_type, visible_name) "
            "VALUES ($1, gen_random_uuid(), 'notebook', 'Notes') RETURNING id) "
            "INSERT INTO share_links (user_id, token_hash, notebook_id, allows_download, expires_at) "
            "SELECT $1, decode(repeat('00', 32), 'hex'), id, false, now() + days * interval '1 day' "
            "FROM notebook, unnest(ARRAY[-1, 1]) AS days RETURNING id",
            user);
        work.exec(
            "INSERT INTO telemetry_days (day, route, what, is_guest, count) "
            "VALUES (current_date - 90, '/', 'script', false, 1), (current_date - 91, '/', 'script', false, "
            "1)");
    });
    for (int i = 1; i <= 2; ++i)
        enqueue(i);
    set(1, "status = 'completed', completed_at = now() - interval '31 days'");
    set(2, "status = 'completed', completed_at = now()");
    for (auto const& task : periodic_tasks(pool, {}))
        task.run();
    for (auto const* const table :
         {"sessions", "agent_tokens", "device_codes", "sync_queue", "audit", "share_links", "telemetry_days"})
        EXPECT_EQ(value(std::string("SELECT count(*) FROM ") + table), "1") << table;
}

}  // namespace
}  // namespace rmirror
