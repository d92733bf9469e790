// SPDX-License-Identifier: AGPL-3.0-or-later
// How many pages a user may have read in a month, and how many tokens calls to Claude may take: promised
// before a page is read or a call begins, charged when it ended.
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

struct Rules {
    // A month, without a subscription.
    std::size_t free_pages = 30;
    std::int64_t free_tokens = 1'000'000;
    bool has_claude = false;  // Whether there is anything that tokens can be spent on.
    /// A promise that nobody took up is free again after this; reading then asks anew.
    std::chrono::hours promise{24};
    std::size_t failed_pages = 1000;  // A month, where there is no limit; otherwise as many as the limit has.
    std::size_t retries_a_day = 3;    // By hand, of each look of a page.
    std::size_t deleted_days = 30;    // After which what was deleted counts no more; 0: it always does.
    std::string limits = "{}";        // What a library may hold, by tier; see limits_json().
};

/// False when nothing is left. Asking again for the same page promises nothing more.
bool reserve(pqxx::work& work, Rules const& rules, UserId const& user_id, PageId const& page_id);

/// The page was read. False when it had no unit left to charge; the limit is never passed.
bool commit(pqxx::work& work, Rules const& rules, UserId const& user_id, PageId const& page_id);

/// Whether a page that has a unit promised may be read: what fails after the service answered is not charged,
/// and so has a bound of its own. `later`: what is being read at this moment may be the last that may fail.
/// `never`: not in this period; the unit is free again.
enum class Begin { now, later, never };
Begin begin_reading(pqxx::work& work, Rules const& rules, UserId const& user_id, PageId const& page_id);
/// The page keeps its unit and is not being read any more.
void interrupt_reading(pqxx::work& work, UserId const& user_id, PageId const& page_id);
/// The service answered, and no text came of it.
void note_failed_reading(pqxx::work& work, Rules const& rules, UserId const& user_id);

/// False for who pays, once a quota has been opened.
bool has_limit(pqxx::work& work, UserId const& user_id);

/// Its owner asks for a look of a page once more that has failed. False when they did so too often today.
bool count_retry(pqxx::work& work, Rules const& rules, UserId const& user_id, PageId const& page_id,
                 std::string const& look);
/// Until those of tomorrow, in UTC.
std::chrono::seconds seconds_left_today(pqxx::work& work);

/// The page will not be read.
void release(pqxx::work& work, Rules const& rules, UserId const& user_id, PageId const& page_id);
/// Of several: a PostgreSQL array of their ids.
void release_all(pqxx::work& work, Rules const& rules, UserId const& user_id, std::string const& page_ids);

/// What a call that is passed on may take at most.
struct CallUnits {
    std::size_t pages = 0;  // One for each picture.
    std::int64_t tokens = 0;

    bool is_nothing() const { return pages == 0 && tokens == 0; }
};

struct CallReservation {
    enum class Lacking { nothing, pages, tokens };
    Lacking lacking = Lacking::nothing;  // Otherwise nothing was reserved.
    // Without a limit nothing.
    std::optional<std::int64_t> token_limit;
    std::optional<std::int64_t> tokens_left;  // Beside what is reserved, by this call as well.
};

/// All units or none. What is not settled within the lifetime is free again.
CallReservation reserve_call(pqxx::work& work, Rules const& rules, UserId const& user_id,
                             std::string_view call_id, CallUnits const& units, std::chrono::minutes lifetime);

/// The call has ended; the pages that were reserved for it are charged, or free again. Answers how many were
/// charged.
std::size_t settle_pages(pqxx::work& work, Rules const& rules, UserId const& user_id,
                         std::string_view call_id, bool is_charged);

/// Of tokens those that the call took are charged, also beyond its reservation; where nobody knows how many,
/// those that were reserved. Answers how many were charged.
std::int64_t settle_tokens(pqxx::work& work, Rules const& rules, UserId const& user_id,
                           std::string_view call_id, std::optional<std::int64_t> tokens);

/// Whether pages can be read at all, as the workers last said. Where they cannot, nothing is promised.
bool has_reader(pqxx::work& work);

/// Queues pages that wait for quota, as far as it reaches. Answers how many. Locks the library.
std::size_t release_deferred(pqxx::work& work, Rules const& rules, UserId const& user_id);

/// As JSON, `Quota` of the contract, as it is at this moment: also when a new month has begun and nobody has
/// written that down yet. Writes nothing.
std::string describe(pqxx::work& work, Rules const& rules, UserId const& user_id);

/// The same, after release_deferred() where pages wait that may be read: for whoever writes the library
/// anyway.
std::string release_and_describe(pqxx::work& work, Rules const& rules, UserId const& user_id);

/// As JSON, `QuotaHistory` of the contract: the months that are over, the newest first.
std::string history(pqxx::work& work, UserId const& user_id);

/// Does for all users what is due by now, each in a transaction: for the scheduler. Answers how many pages
/// were queued.
std::size_t tend(db::Pool& pool, Rules const& rules);

}  // namespace rmirror::quota
