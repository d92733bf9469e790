// SPDX-License-Identifier: AGPL-3.0-or-later
#include "quota/quota.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"

#include <pqxx/result>

namespace rmirror::quota {

namespace {

constexpr db::Statement kReserve = "SELECT reserve_quota($1, 'ocr_pages', $2, $3, $4::interval)";
constexpr db::Statement kCommit = "SELECT commit_quota($1, 'ocr_pages', $2, $3)";
constexpr db::Statement kRelease = "SELECT release_quota($1, 'ocr_pages', $2, $3::uuid[])";
constexpr db::Statement kBeginReading = "SELECT begin_reading($1, $2, $3, $4)";
constexpr db::Statement kInterruptReading = R"sql(
    UPDATE quota_reservations SET is_being_read = false
    WHERE user_id = $1 AND quota_type = 'ocr_pages' AND page_id = $2 AND is_being_read)sql";
constexpr db::Statement kNoteFailedReading = R"sql(
    INSERT INTO failed_readings AS known (user_id, period_start, pages)
    SELECT $1, period_start, 1 FROM open_quota($1, 'ocr_pages', $2)
    ON CONFLICT (user_id) DO UPDATE
    SET period_start = excluded.period_start,
        pages = CASE WHEN known.period_start = excluded.period_start THEN known.pages + 1 ELSE 1 END)sql";
constexpr db::Statement kHasLimit = R"sql(
    SELECT quota_limit IS NOT NULL FROM quota_usage WHERE user_id = $1 AND quota_type = 'ocr_pages')sql";
// Writes nothing if there were $4 today already. A clock that goes back a day gives no new ones.
constexpr db::Statement kCountRetry = R"sql(
    INSERT INTO page_retries AS known (user_id, page_id, ink_hash, day, retries)
    VALUES ($1, $2, $3, (now() AT TIME ZONE 'UTC')::date, 1)
    ON CONFLICT (user_id, page_id, ink_hash) DO UPDATE
    SET retries = CASE WHEN known.day < excluded.day THEN 1 ELSE known.retries + 1 END,
        day = greatest(known.day, excluded.day)
    WHERE known.day < excluded.day OR known.retries < $4)sql";
constexpr db::Statement kSecondsLeftToday = "SELECT seconds_left_today()";
// The same as reserve_call() of the database in half the time, for a user whose quota open_quota() would
// leave as it is. Otherwise it finds no row: in a new period, with another limit, with expired reservations,
// or without enough tokens.
constexpr db::Statement kReserveTokens = R"sql(
    WITH reserved AS (
        UPDATE quota_usage SET reserved = reserved + $4, updated_at = now()
        WHERE user_id = $1 AND quota_type = 'tokens' AND reset_at > now()
            AND quota_limit IS NOT DISTINCT FROM quota_limit_of($1, 'tokens', $3)
            AND (quota_limit IS NULL OR used + reserved + $4 <= quota_limit)
            AND NOT EXISTS (SELECT 1 FROM quota_reservations
                            WHERE user_id = $1 AND quota_type = 'tokens' AND expires_at <= now())
        RETURNING quota_limit, quota_limit - used - reserved AS tokens_left),
    noted AS (
        INSERT INTO quota_reservations (user_id, quota_type, call_id, units, expires_at)
        SELECT $1, 'tokens', $2, $4, now() + $5::interval FROM reserved
        RETURNING call_id)
    SELECT quota_limit, tokens_left FROM reserved)sql";
constexpr db::Statement kReserveCall =
    "SELECT lacking, token_limit, tokens_left FROM reserve_call($1, $2, $3, $4, $5, $6, $7::interval)";
constexpr db::Statement kSettlePages =
    "SELECT settle_call($1, 'ocr_pages', $2, $3, CASE WHEN $4::boolean THEN NULL ELSE 0 END)";
constexpr db::Statement kSettleTokens = "SELECT settle_call($1, 'tokens', $2, $3, $4)";
constexpr db::Statement kHasReader = "SELECT has_reader()";
constexpr db::Statement kReleaseDeferred = R"sql(
    SELECT release_deferred($1, 'ocr_pages', $2, CASE WHEN has_reader() THEN $3::interval END))sql";

// The JSON for users, and whether deferred pages may be released now.
constexpr db::Statement kDescribe = R"sql(
    SELECT jsonb_build_object(
               'limit', usage.quota_limit, 'used', usage.used, 'reserved', usage.reserved,
               'left', quota_left(usage), 'failed_pages', failed_pages(usage), 'deferred_pages', waiting.pages,
               'period_start', usage.period_start, 'reset_at', usage.reset_at, 'has_reader', has_reader(),
               'paused_because', (SELECT paused_because FROM reading_state), 'has_claude', $5::boolean,
               'has_meaning', has_embedder(), 'deleted_days', nullif($6::integer, 0),
               'tokens', jsonb_build_object('limit', tokens.quota_limit, 'used', tokens.used,
                                            'reserved', tokens.reserved, 'left', quota_left(tokens)),
               'storage', jsonb_build_object(
                   'limit', own -> 'storage', 'used', coalesce(stored_bytes + row_bytes, 0) + noted_usage($1)),
               'notebooks', jsonb_build_object('limit', own -> 'notebooks', 'used', coalesce(library.notebooks, 0)),
               'pages', jsonb_build_object('limit', own -> 'pages', 'used', coalesce(library.pages, 0))),
           waiting.pages > 0 AND (NOT has_reader() OR coalesce(quota_left(usage) > 0, true))
    FROM read_quota($1, 'ocr_pages', $2) AS usage, read_quota($1, 'tokens', $3) AS tokens,
        (SELECT count(*) AS pages FROM pages
         WHERE user_id = $1 AND ocr_status = 'pending_quota' AND deleted_at IS NULL) AS waiting,
        limits_of($1, $4::jsonb) AS own LEFT JOIN library_usage AS library ON library.user_id = $1)sql";

// Users whose month is over, who have expired reservations, or whose pages wait although there is quota.
constexpr auto kDueUsers = R"sql(
    SELECT user_id FROM (
        SELECT user_id FROM quota_usage AS usage
        WHERE quota_type = 'ocr_pages'
            AND (reset_at <= now() OR EXISTS (SELECT 1 FROM quota_reservations AS promise
                                              WHERE promise.user_id = usage.user_id
                                                  AND promise.quota_type = usage.quota_type
                                                  AND promise.expires_at <= now()))
        UNION
        SELECT user_id
        FROM (SELECT DISTINCT user_id FROM pages
              WHERE ocr_status = 'pending_quota' AND deleted_at IS NULL) AS waiting
        WHERE NOT has_reader() OR coalesce(quota_left(read_quota(user_id, 'ocr_pages', $1)) > 0, true)) AS due
    LIMIT 1000)sql";

// A month that is over stays in quota_usage until something is counted in the next one.
constexpr db::Statement kHistory = R"sql(
    WITH past AS (
        SELECT quota_type, period_start, period_end, quota_limit, used FROM quota_months WHERE user_id = $1
        UNION ALL
        SELECT quota_type, period_start, reset_at, quota_limit, used FROM quota_usage
        WHERE user_id = $1 AND reset_at <= now()),
    months AS (
        SELECT period_start, max(period_end) AS period_end,
               jsonb_agg(jsonb_build_object('limit', quota_limit, 'used', used))
                   FILTER (WHERE quota_type = 'ocr_pages') -> 0 AS pages,
               jsonb_agg(jsonb_build_object('limit', quota_limit, 'used', used))
                   FILTER (WHERE quota_type = 'tokens') -> 0 AS tokens
        FROM past GROUP BY period_start ORDER BY period_start DESC LIMIT $2)
    SELECT jsonb_build_object(
        'items', coalesce(jsonb_agg(jsonb_build_object('period_start', period_start, 'period_end', period_end,
                                                       'pages', pages, 'tokens', tokens)
                                    ORDER BY period_start DESC), '[]'),
        'next', NULL)
    FROM months)sql";
constexpr int kMonths = 24;

int limit_of(Rules const& rules)
{
    return static_cast<int>(rules.free_pages);
}

std::string lifetime_of(Rules const& rules)
{
    return std::to_string(rules.promise.count()) + " hours";
}

pqxx::row describe_row(pqxx::work& work, Rules const& rules, UserId const& user_id)
{
    return kDescribe.row(work, user_id, limit_of(rules), rules.free_tokens, rules.limits, rules.has_claude,
                         rules.deleted_days);
}

}  // namespace

bool reserve(pqxx::work& work, Rules const& rules, UserId const& user_id, PageId const& page_id)
{
    return kReserve.row(work, user_id, limit_of(rules), page_id, lifetime_of(rules))[0].as<bool>();
}

bool commit(pqxx::work& work, Rules const& rules, UserId const& user_id, PageId const& page_id)
{
    return kCommit.row(work, user_id, limit_of(rules), page_id)[0].as<bool>();
}

Begin begin_reading(pqxx::work& work, Rules const& rules, UserId const& user_id, PageId const& page_id)
{
    auto const said =
        kBeginReading.row(work, user_id, limit_of(rules), static_cast<int>(rules.failed_pages), page_id)[0]
            .as<std::string>();
    if (said == "now")
        return Begin::now;
    return said == "later" ? Begin::later : Begin::never;
}

void interrupt_reading(pqxx::work& work, UserId const& user_id, PageId const& page_id)
{
    kInterruptReading.rows(work, user_id, page_id);
}

void note_failed_reading(pqxx::work& work, Rules const& rules, UserId const& user_id)
{
    kNoteFailedReading.rows(work, user_id, limit_of(rules));
}

bool has_limit(pqxx::work& work, UserId const& user_id)
{
    return kHasLimit.row(work, user_id)[0].as<bool>();
}

bool count_retry(pqxx::work& work, UserId const& user_id, PageId const& page_id, std::string const& look)
{
    return kCountRetry.rows(work, user_id, page_id, look, kMaxRetriesPerDay).affected_rows() > 0;
}

std::chrono::seconds seconds_left_today(pqxx::work& work)
{
    return std::chrono::seconds(kSecondsLeftToday.row(work)[0].as<int>());
}

void release(pqxx::work& work, Rules const& rules, UserId const& user_id, PageId const& page_id)
{
    release_all(work, rules, user_id, "{" + page_id.text() + "}");
}

void release_all(pqxx::work& work, Rules const& rules, UserId const& user_id, std::string const& page_ids)
{
    kRelease.row(work, user_id, limit_of(rules), page_ids);
}

CallReservation reserve_call(pqxx::work& work, Rules const& rules, UserId const& user_id,
                             std::string_view call_id, CallUnits const& units, std::chrono::minutes lifetime)
{
    auto const call = std::string(call_id);
    auto const interval = std::to_string(lifetime.count()) + " minutes";
    if (units.pages == 0) {
        auto const reserved =
            kReserveTokens.rows(work, user_id, call, rules.free_tokens, units.tokens, interval);
        if (!reserved.empty())
            return {.token_limit = reserved[0][0].get<std::int64_t>(),
                    .tokens_left = reserved[0][1].get<std::int64_t>()};
    }
    auto const row =
        kReserveCall.row(work, user_id, call, limit_of(rules), static_cast<std::int64_t>(units.pages),
                         rules.free_tokens, units.tokens, interval);
    CallReservation reservation;
    if (!row[0].is_null())
        reservation.lacking = row[0].as<std::string>() == "tokens" ? CallReservation::Lacking::tokens
                                                                   : CallReservation::Lacking::pages;
    reservation.token_limit = row[1].get<std::int64_t>();
    reservation.tokens_left = row[2].get<std::int64_t>();
    return reservation;
}

std::size_t settle_pages(pqxx::work& work, Rules const& rules, UserId const& user_id,
                         std::string_view call_id, bool is_charged)
{
    return kSettlePages.row(work, user_id, limit_of(rules), std::string(call_id), is_charged)[0]
        .as<std::size_t>();
}

std::int64_t settle_tokens(pqxx::work& work, Rules const& rules, UserId const& user_id,
                           std::string_view call_id, std::optional<std::int64_t> tokens)
{
    return kSettleTokens.row(work, user_id, rules.free_tokens, std::string(call_id), tokens)[0]
        .as<std::int64_t>();
}

bool has_reader(pqxx::work& work)
{
    return kHasReader.row(work)[0].as<bool>();
}

std::size_t release_deferred(pqxx::work& work, Rules const& rules, UserId const& user_id)
{
    return kReleaseDeferred.row(work, user_id, limit_of(rules), lifetime_of(rules))[0].as<std::size_t>();
}

std::string describe(pqxx::work& work, Rules const& rules, UserId const& user_id)
{
    return describe_row(work, rules, user_id)[0].as<std::string>();
}

std::string release_and_describe(pqxx::work& work, Rules const& rules, UserId const& user_id)
{
    auto const row = describe_row(work, rules, user_id);
    if (!row[1].as<bool>())
        return row[0].as<std::string>();
    release_deferred(work, rules, user_id);
    return describe(work, rules, user_id);
}

std::string history(pqxx::work& work, UserId const& user_id)
{
    return kHistory.row(work, user_id, kMonths)[0].as<std::string>();
}

std::size_t run_due_tasks(db::Pool& pool, Rules const& rules)
{
    auto const due =
        db::as_system(pool, [&](pqxx::work& work) { return work.exec_params(kDueUsers, limit_of(rules)); });
    std::size_t queued = 0;
    for (auto const& row : due)
        queued += db::as_system(
            pool, [&](pqxx::work& work) { return release_deferred(work, rules, row[0].as<UserId>()); });
    return queued;
}

}  // namespace rmirror::quota
