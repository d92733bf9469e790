// SPDX-License-Identifier: AGPL-3.0-or-later
#include "quota/library_usage.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"

#include <pqxx/result>

namespace rmirror::quota {

namespace {

constexpr std::size_t kMegabyte = 1'000'000;
/// Few libraries have notebooks of fewer pages on average, folders included.
constexpr std::size_t kPagesPerNotebook = 10;

constexpr db::Statement kUsage = R"sql(
    SELECT (own ->> 'storage')::bigint, coalesce(stored_bytes + row_bytes, 0) + noted_usage($1),
           (own ->> 'notebooks')::bigint,
           coalesce(notebooks, 0), (own ->> 'pages')::bigint, coalesce(pages, 0),
           coalesce((SELECT bytes FROM pending_usage WHERE user_id = $1), 0)
    FROM (SELECT limits_of($1, $2::jsonb) AS own) AS tier LEFT JOIN library_usage ON user_id = $1)sql";

void add_figure(std::string& members, std::string_view name, std::size_t figure)
{
    if (figure == 0)
        return;
    members += members.empty() ? "" : ", ";
    members += '"' + std::string(name) + "\": " + std::to_string(figure);
}

Allowance allowance(pqxx::field const& limit, pqxx::field const& used)
{
    return {limit.as<std::optional<std::int64_t>>(), used.as<std::int64_t>()};
}

}  // namespace

std::string limits_json(Tiers const& storage_mb, Tiers const& pages, Tiers const& backup_mb)
{
    std::string tiers;
    for (std::size_t i = 0; i < kTiers.size(); ++i) {
        std::string members;
        add_figure(members, "storage", storage_mb[i] * kMegabyte);
        add_figure(members, "notebooks", (pages[i] + kPagesPerNotebook - 1) / kPagesPerNotebook);
        add_figure(members, "pages", pages[i]);
        add_figure(members, "backups", backup_mb[i] * kMegabyte);
        tiers += tiers.empty() ? "" : ", ";
        tiers += '"' + std::string(kTiers[i]) + "\": {" + members + '}';
    }
    return '{' + tiers + '}';
}

LibraryUsage library_usage(pqxx::work& work, Rules const& rules, UserId const& user_id)
{
    auto const row = kUsage.row(work, user_id, rules.limits);
    return {.storage = allowance(row[0], row[1]),
            .notebooks = allowance(row[2], row[3]),
            .pages = allowance(row[4], row[5]),
            .pending_bytes = row[6].as<std::int64_t>()};
}

}  // namespace rmirror::quota
