// SPDX-License-Identifier: AGPL-3.0-or-later
// Which tables an export contains whole, found in the database's catalogue, so that a new table is in it
// unless this file says otherwise.
#pragma once

#include "base/ids.hpp"
#include "queue/table.hpp"

#include <pqxx/transaction>

#include <string>
#include <string_view>
#include <vector>

namespace rmirror::rights {

/// Tables whose rows are in the export with their notebook or page.
constexpr std::string_view kTablesOfNotebooks[] = {
    "notebooks",   "pages",          "document_versions", "todos",         "highlights",
    "page_images", "display_images", "attachments",       "reading_words",
};

/// Tables that aren't exported.
constexpr std::string_view kTablesLeftOut[] = {
    // Their contents are files of the export.
    "blobs",
    // Backups that the server can't open have a restore of their own.
    "sealed_chunks",
    "sealed_keys",
    // Made from exported rows.
    "change_counters",
    "embedded_pages",
    "library_usage",
    "page_pictures",
    "passages",
    "search_documents",
    "search_words",
    "workspace_departures",
    // Work that is in progress.
    "checkouts",
    "failed_readings",
    "ocr_batch_pages",
    "pending_blobs",
    "pending_usage",
    "previews",
    "queue_holds",
    "quota_reservations",
    "sealed_uploads",
    "sync_passes",
    queue::kTableName,
    "uploads",
    // Secrets that are used once.
    "account_links",
    "oauth_states",
    "refresh_tokens",
    "sign_in_visits",
    "used_agent_tokens",
};

struct ExportedTable {
    std::string name;
    std::string owner;    // The column with the user's id.
    std::string key;      // Columns of the primary key, for ORDER BY.
    std::string hidden;   // Columns left out, secrets for example, as an array.
    std::string rounded;  // Times that change with each request, as arguments of jsonb_build_object().
};

/// All others that have a user's rows, by name.
std::vector<ExportedTable> exported_tables(pqxx::work& work);

/// A query for the user's rows as JSON, in the order of their key.
std::string rows_of(pqxx::work& work, ExportedTable const& table, UserId const& user_id);

}  // namespace rmirror::rights
