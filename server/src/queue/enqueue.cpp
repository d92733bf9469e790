// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/enqueue.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"

#include <pqxx/result>

#include <array>

namespace rmirror::queue {

namespace {

// A function of the database, because other functions of the database call it as well.
constexpr db::Statement kEnqueue = "SELECT enqueue($1, $2, $3, $4, $5, $6, $7, $8, now())";

constexpr db::Statement kWithdraw = R"sql(
    WITH cancelled AS (
        UPDATE sync_queue SET status = 'cancelled', completed_at = now()
        WHERE user_id = $1 AND target_name = $2 AND status IN ('pending', 'retry') AND item_key = ANY ($3::uuid[])
        RETURNING item_key)
    SELECT coalesce(array_agg(item_key), '{}') FROM cancelled)sql";

constexpr db::Statement kForget = R"sql(
    DELETE FROM sync_queue
    WHERE user_id = $1 AND target_name = $2 AND completed_at IS NOT NULL AND item_key = ANY ($3::uuid[]))sql";

constexpr db::Statement kForgetTarget = R"sql(
    WITH released AS (DELETE FROM queue_holds WHERE user_id = $1 AND target_name = $2)
    DELETE FROM sync_queue WHERE user_id = $1 AND target_name = $2 AND status <> 'processing')sql";

constexpr db::Statement kHurry = R"sql(
    UPDATE sync_queue SET run_after = now()
    WHERE user_id = $1 AND target_name = $2 AND status = 'retry' AND run_after > now()
        AND (content_hash = $3 OR item_key = ANY ($4::uuid[])))sql";

constexpr db::Statement kIsQueued = R"sql(
    SELECT EXISTS (SELECT 1 FROM sync_queue
                   WHERE user_id = $1 AND target_name = $2 AND item_key = $3
                       AND status IN ('pending', 'processing', 'retry')))sql";

constexpr db::Statement kListNotQueued = R"sql(
    SELECT coalesce(array_agg(item_key), '{}') FROM unnest($3::uuid[]) AS given (item_key)
    WHERE NOT EXISTS (SELECT 1 FROM sync_queue AS item
                      WHERE item.user_id = $1 AND item.target_name = $2 AND item.item_key = given.item_key
                          AND status IN ('pending', 'processing', 'retry')))sql";

std::string name_of(Trigger trigger)
{
    constexpr std::array<char const*, 3> kNames = {"manual", "scheduled", "file_watcher"};
    return kNames[static_cast<std::size_t>(trigger)];
}

}  // namespace

void enqueue(pqxx::work& work, UserId const& user_id, NewItem const& item)
{
    kEnqueue.rows(work, user_id, item.target_name, item.item_type, item.item_key, item.operation,
                  item.content_hash, item.priority, name_of(item.trigger));
}

std::string withdraw(pqxx::work& work, UserId const& user_id, std::string_view target_name,
                     std::string const& item_keys)
{
    return kWithdraw.row(work, user_id, std::string(target_name), item_keys)[0].as<std::string>();
}

void forget(pqxx::work& work, UserId const& user_id, std::string_view target_name,
            std::string const& item_keys)
{
    kForget.rows(work, user_id, std::string(target_name), item_keys);
}

void forget_target(pqxx::work& work, UserId const& user_id, std::string_view target_name)
{
    kForgetTarget.rows(work, user_id, std::string(target_name));
}

void hurry(pqxx::work& work, UserId const& user_id, std::string_view target_name,
           std::string const& content_hash, std::string const& item_keys)
{
    kHurry.rows(work, user_id, std::string(target_name), content_hash, item_keys);
}

bool is_queued(pqxx::work& work, UserId const& user_id, std::string_view target_name,
               std::string const& item_key)
{
    return kIsQueued.row(work, user_id, std::string(target_name), item_key)[0].as<bool>();
}

std::string not_queued(pqxx::work& work, UserId const& user_id, std::string_view target_name,
                       std::string const& item_keys)
{
    return kListNotQueued.row(work, user_id, std::string(target_name), item_keys)[0].as<std::string>();
}

}  // namespace rmirror::queue
