// SPDX-License-Identifier: AGPL-3.0-or-later
// Monthly quotas: how many pages of a user are transcribed, and how many tokens calls to Claude may use.
// Units are reserved before a page is read or a call begins, and charged when it has ended.
//
// Each function is one statement, most of them a function of the database
// (server/migrations/0001_baseline/170_quota.sql), which locks the user's quota first. A transaction that
// writes pages as well is a library::LibraryWork, whose lock comes before anything else, or two may wait for
// each other.
#pragma once

#include "base/ids.hpp"
#include "db/pool.hpp"

#include <pqxx/transaction>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::quota {

/// Manual retries per day of each look of a page. A retry is free if it fails, and one that fails three times
/// rarely succeeds before the page changes.
constexpr int kMaxRetriesPerDay = 3;

struct Rules {
    // Per month, without a subscription.
    std::size_t free_pages = 30;
    std::int64_t free_tokens = 1'000'000;
    bool has_claude = false;  // Whether there is anything to spend tokens on.
    /// Lifetime of a page's reservation. A page whose reservation has expired needs a new one before it is
    /// read.
    std::chrono::hours promise{24};
    std::size_t failed_pages = 1000;  // Per month, without a limit; with a limit, as many as that.
    std::size_t deleted_days = 30;    // Until deleted items stop counting; 0: they always count.
    std::string limits = "{}";        // Of a library, by tier; see limits_json().
};

/// Reserves a unit for the page. False if none is left. Idempotent per page.
bool reserve(pqxx::work& work, Rules const& rules, UserId const& user_id, PageId const& page_id);

/// Charges the page's unit after it was read. False if it had no unit to charge; the limit is never exceeded.
bool commit(pqxx::work& work, Rules const& rules, UserId const& user_id, PageId const& page_id);

/// Whether a page with a reserved unit may be read now. A failure after the service answered isn't charged,
/// so failures have a limit of their own. `later`: the pages being read at this moment could reach that
/// limit. `never`: not in this period; the unit was released.
enum class Begin { now, later, never };
Begin begin_reading(pqxx::work& work, Rules const& rules, UserId const& user_id, PageId const& page_id);
/// Marks the page as no longer being read. It keeps its unit.
void interrupt_reading(pqxx::work& work, UserId const& user_id, PageId const& page_id);
/// Counts a failure: the service answered, but without a usable text.
void note_failed_reading(pqxx::work& work, Rules const& rules, UserId const& user_id);

/// False for paying users. The user's quota must have been opened before.
bool has_limit(pqxx::work& work, UserId const& user_id);

/// Counts a manual retry of a look of a page. False if its owner retried it too often today.
bool count_retry(pqxx::work& work, UserId const& user_id, PageId const& page_id, std::string const& look);
/// Seconds until midnight UTC, when retries are counted from 0 again.
std::chrono::seconds seconds_left_today(pqxx::work& work);

/// Releases the page's unit: it will not be read.
void release(pqxx::work& work, Rules const& rules, UserId const& user_id, PageId const& page_id);
/// The same for several pages. `page_ids`: their ids as a PostgreSQL array.
void release_all(pqxx::work& work, Rules const& rules, UserId const& user_id, std::string const& page_ids);

/// The most that a proxied call may use.
struct CallUnits {
    std::size_t pages = 0;  // One per image.
    std::int64_t tokens = 0;

    bool is_nothing() const { return pages == 0 && tokens == 0; }
};

struct CallReservation {
    enum class Lacking { nothing, pages, tokens };
    Lacking lacking = Lacking::nothing;  // If it isn't `nothing`, nothing was reserved.
    // nullopt without a limit.
    std::optional<std::int64_t> token_limit;
    std::optional<std::int64_t> tokens_left;  // After all reservations, including this call's.
};

/// Reserves all units or none. Units that aren't settled within `lifetime` are free again.
CallReservation reserve_call(pqxx::work& work, Rules const& rules, UserId const& user_id,
                             std::string_view call_id, CallUnits const& units, std::chrono::minutes lifetime);

/// Charges the pages reserved for a call that has ended, or releases them. Returns how many were charged.
std::size_t settle_pages(pqxx::work& work, Rules const& rules, UserId const& user_id,
                         std::string_view call_id, bool is_charged);

/// Charges the tokens that the call used, even beyond its reservation; if that is unknown (nullopt), those
/// that were reserved. Returns how many were charged.
std::int64_t settle_tokens(pqxx::work& work, Rules const& rules, UserId const& user_id,
                           std::string_view call_id, std::optional<std::int64_t> tokens);

/// Whether pages can be read at all, as last reported by the workers. If not, nothing is reserved.
bool has_reader(pqxx::work& work);

/// Queues pages that wait for quota, as many as there is quota for. Returns how many. Locks the library.
std::size_t release_deferred(pqxx::work& work, Rules const& rules, UserId const& user_id);

/// `Quota` of shared/openapi.yaml as JSON, as of now: correct even if a new month has begun and isn't stored
/// yet. Writes nothing.
std::string describe(pqxx::work& work, Rules const& rules, UserId const& user_id);

/// The same, after release_deferred() if pages are waiting that may be read. For callers that write the
/// library anyway.
std::string release_and_describe(pqxx::work& work, Rules const& rules, UserId const& user_id);

/// `QuotaHistory` of shared/openapi.yaml as JSON: the past months, newest first.
std::string history(pqxx::work& work, UserId const& user_id);

/// Does what is due for all users, each in its own transaction; called by the scheduler. Returns how many
/// pages were queued.
std::size_t run_due_tasks(db::Pool& pool, Rules const& rules);

}  // namespace rmirror::quota
