// SPDX-License-Identifier: AGPL-3.0-or-later
// What a user's library may hold, and what it holds: counted by triggers of the database as it is written
// (server/migrations/0001_baseline/150_usage.sql), so that asking is one row.
#pragma once

#include "base/ids.hpp"
#include "base/settings/settings.hpp"
#include "quota/quota.hpp"

#include <pqxx/transaction>

#include <cstdint>
#include <optional>
#include <string>

namespace rmirror::quota {

/// JSON for `Rules::limits`: the bytes, notebooks and pages of each tier, and the bytes of backups. Both
/// sizes are in megabytes of 1,000,000 bytes. 0: no limit. A library can have a tenth as many notebooks as
/// pages, rounded up, because a limit of 0 would mean none.
std::string limits_json(Tiers const& storage_mb, Tiers const& pages, Tiers const& backup_mb = {});

struct Allowance {
    std::optional<std::int64_t> limit;
    std::int64_t used = 0;

    bool has_room_for(std::int64_t more) const { return !limit || used + more <= *limit; }
};

struct LibraryUsage {
    Allowance storage;  // Bytes of images, and of rows with their indexes.
    Allowance notebooks;
    Allowance pages;
    std::int64_t pending_bytes = 0;  // Being stored or removed; counted in none of the others.
};

LibraryUsage library_usage(pqxx::work& work, Rules const& rules, UserId const& user_id);

}  // namespace rmirror::quota
