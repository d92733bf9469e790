// SPDX-License-Identifier: AGPL-3.0-or-later
// What a user's export contains: every row that they have in any table, their texts as Markdown, their pages'
// images, their files, and a README that says what is what.
#pragma once

#include "base/ids.hpp"
#include "blobs/store.hpp"
#include "db/pool.hpp"
#include "rights/export_plan.hpp"

#include <pqxx/transaction>

#include <memory>

namespace rmirror::rights {

/// Reads the library once, some pages at a time, and returns the finished plan.
std::unique_ptr<ExportPlan> plan_export(db::Pool& pool, UserId const& user_id);

/// Whether the library still has this copy of the bytes.
bool has_blob(pqxx::work& work, BlobKey const& key);

}  // namespace rmirror::rights
