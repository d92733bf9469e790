// SPDX-License-Identifier: AGPL-3.0-or-later
#include "rights/exported_tables.hpp"

#include "db/array_text.hpp"

#include <pqxx/result>

namespace rmirror::rights {

namespace {

// Secrets are stored as hashes or encrypted, in columns of the type bytea or with a name that says so. The
// time of the last request would make each export differ from the one before, so only its day is in it.
constexpr auto kListTables = R"sql(
    SELECT quote_ident(relname), CASE relname WHEN 'users' THEN 'id' ELSE 'user_id' END,
           (SELECT string_agg(quote_ident(attname), ', ' ORDER BY array_position(indkey::int2[], attnum))
            FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
            WHERE indrelid = shown.oid AND indisprimary),
           (SELECT array_agg(attname)::text FROM pg_attribute
            WHERE attrelid = shown.oid AND attnum > 0 AND NOT attisdropped
                AND (atttypid = 'bytea'::regtype
                     OR attname IN ('user_id', 'password_hash', 'key_hash', 'key_id', 'jti', 'previous_jti'))),
           (SELECT string_agg(format('%L, date_trunc(''day'', %I)', attname, attname), ', ') FROM pg_attribute
            WHERE attrelid = shown.oid AND attname IN ('last_used_at', 'reported_at', 'last_sync_at'))
    FROM pg_policy JOIN pg_class AS shown ON shown.oid = polrelid
    WHERE polname = 'tenant' AND NOT relname = ANY ($1::text[])
        AND (relname = 'users' OR EXISTS (SELECT 1 FROM pg_attribute
                                          WHERE attrelid = shown.oid AND attname = 'user_id' AND NOT attisdropped))
    ORDER BY relname)sql";

std::string not_listed()
{
    ArrayText names;
    for (auto const& name : kTablesOfNotebooks)
        names.add(name);
    for (auto const& name : kTablesLeftOut)
        names.add(name);
    return names.str();
}

}  // namespace

std::vector<ExportedTable> exported_tables(pqxx::work& work)
{
    std::vector<ExportedTable> tables;
    for (auto const& row : work.exec_params(kListTables, not_listed()))
        tables.push_back({row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::string>(""),
                          row[3].as<std::string>("{}"), row[4].as<std::string>("")});
    return tables;
}

std::string rows_of(pqxx::work& work, ExportedTable const& table, UserId const& user_id)
{
    auto const rounded = table.rounded.empty() ? "" : " || jsonb_build_object(" + table.rounded + ")";
    return "SELECT jsonb_pretty((to_jsonb(exported_row) - " + work.quote(table.hidden) + "::text[])" +
           rounded + ") FROM " + table.name + " AS exported_row WHERE " + table.owner + " = " +
           work.quote(user_id.text()) + (table.key.empty() ? "" : " ORDER BY " + table.key);
}

}  // namespace rmirror::rights
