// SPDX-License-Identifier: AGPL-3.0-or-later
#include "backup/last_backup.hpp"

#include "db/pool.hpp"

#include <pqxx/nontransaction>
#include <pqxx/result>

namespace rmirror::backup {

namespace {

constexpr auto kNote =
    "INSERT INTO backup_state (made_at) VALUES (to_timestamp($1)) "
    "ON CONFLICT (is_only_row) DO UPDATE SET made_at = excluded.made_at";
constexpr auto kAge = "SELECT extract(epoch FROM now() - made_at) FROM backup_state";

}  // namespace

void note_backup(Secret const& database_url, std::chrono::sys_seconds made_at)
{
    auto const connection = db::open_connection(database_url, std::chrono::seconds(30));
    pqxx::nontransaction(*connection).exec_params0(kNote, made_at.time_since_epoch().count());
}

std::optional<double> age_of_last_backup(pqxx::work& work)
{
    auto const rows = work.exec(kAge);
    return rows.empty() ? std::nullopt : std::optional(rows[0][0].as<double>());
}

}  // namespace rmirror::backup
