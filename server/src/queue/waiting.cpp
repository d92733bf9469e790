// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/waiting.hpp"

#include "db/array_text.hpp"
#include "db/first_column.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"

#include <pqxx/result>

namespace rmirror::queue {

namespace {

constexpr db::Statement kListWaiting = R"sql(
    SELECT item.id, item.user_id, item.target_name, item.item_type, item.item_key, item.operation,
        item.content_hash, item.lease_id, item.attempts, item.is_outdated, item.error_class, item.group_key
    FROM unnest($3::uuid[]) WITH ORDINALITY AS wanted (item_key, nth)
    JOIN sync_queue AS item ON item.user_id = $1 AND item.target_name = $2 AND item.item_key = wanted.item_key
        AND item.status IN ('pending', 'retry') AND item.run_after <= now()
    ORDER BY nth)sql";

constexpr db::Statement kListGroup = R"sql(
    SELECT id FROM sync_queue
    WHERE target_name = $1 AND user_id = $2 AND group_key = $3 AND status IN ('pending', 'retry') AND run_after <= now()
    ORDER BY priority, run_after, id LIMIT $4)sql";

constexpr db::Statement kListAlike = R"sql(
    SELECT id FROM sync_queue
    WHERE target_name = $1 AND user_id = $2 AND id <> $3 AND status IN ('pending', 'retry') AND run_after <= now()
        AND error_class IS DISTINCT FROM 'invalid_data'
    ORDER BY priority, run_after, id LIMIT $4)sql";

constexpr auto kListBacklog = R"sql(
    SELECT item.*
    FROM (SELECT id, user_id, row_number() OVER (PARTITION BY user_id ORDER BY priority, run_after, id) AS nth
          FROM sync_queue
          WHERE status = 'pending' AND trigger_source = 'scheduled' AND target_name = $1 AND run_after <= now())
        AS place
    JOIN sync_queue AS item USING (user_id, id)
    ORDER BY nth, user_id LIMIT $2)sql";

constexpr auto kListUsers = R"sql(
    SELECT coalesce(array_agg(DISTINCT user_id), '{}') FROM sync_queue
    WHERE target_name = $1 AND status IN ('pending', 'processing', 'retry'))sql";

}  // namespace

std::vector<Item> waiting_items(pqxx::work& work, UserId const& user_id, std::string_view target_name,
                                std::vector<std::string> const& item_keys)
{
    return items_of(kListWaiting.rows(work, user_id, std::string(target_name), ArrayText(item_keys).str()));
}

std::vector<ItemId> waiting_of_group(pqxx::work& work, Item const& item, std::size_t max)
{
    return db::first_column<ItemId>(
        kListGroup.rows(work, item.target_name, item.user_id, item.group_key, max));
}

std::vector<ItemId> waiting_alike(pqxx::work& work, Item const& item, std::size_t max)
{
    return db::first_column<ItemId>(kListAlike.rows(work, item.target_name, item.user_id, item.id, max));
}

std::vector<Item> backlog(pqxx::work& work, std::string_view target_name, std::size_t max)
{
    return items_of(work.exec_params(kListBacklog, std::string(target_name), max));
}

std::string users_waiting(pqxx::work& work, std::string_view target_name)
{
    return work.exec_params1(kListUsers, std::string(target_name))[0].as<std::string>();
}

}  // namespace rmirror::queue
