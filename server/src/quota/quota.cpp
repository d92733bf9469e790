// SPDX-License-Identifier: AGPL-3.0-or-later
#include "quota/quota.hpp"

#include "db/statement.hpp"
#include "db/transaction.hpp"

#include <pqxx/result>

#include <optional>

namespace rmirror::quota {

namespace {

constexpr db::Statement kReserve = "SELECT reserve_quota($1, 'ocr_pages', $2, $3, $4::interval)";
constexpr db::Statement kCommit = "SELECT commit_quota($1, 'ocr_pages', $2, $3)";
constexpr db::Statement kRelease = "SELECT release_quota($1, 'ocr_pages', $2, ARRAY[$3::uuid])";
constexpr db::Statement kReserveCall = "SELECT reserve_call_quota($1, 'ocr_pages', $2, $3, $4, $5::interval)";
constexpr db::Statement kSettleCall = "SELECT settle_call_quota($1, 'ocr_pages', $2, $3, $4)";
constexpr db::Statement kReleaseDeferred = "SELECT release_deferred($1, 'ocr_pages', $2, $3::interval)";

// Nothing when pages wait and there may be room for them ($4: ask for that), without locking: whoever then
// releases them looks again.
constexpr db::Statement kDescribe = R"sql(
    SELECT CASE WHEN $4
        AND EXISTS (SELECT FROM pages WHERE user_id = $1 AND ocr_status = 'pending_quota' AND deleted_at IS NULL)
        AND (NOT $3 OR NOT EXISTS (
            SELECT FROM quota_usage AS usage
            WHERE user_id = $1 AND quota_type = 'ocr_pages' AND reset_at > now()
                AND quota_limit = quota_limit_of($1, $2) AND quota_left(usage) = 0
                AND NOT EXISTS (SELECT FROM quota_reservations AS promise
                                WHERE promise.user_id = $1 AND promise.expires_at <= now())))
    THEN NULL
    ELSE (SELECT jsonb_build_object(
              'limit', usage.quota_limit, 'used', usage.used, 'reserved', usage.reserved, 'left', quota_left(usage),
              'deferred_pages', (SELECT count(*) FROM pages
                                 WHERE user_id = $1 AND ocr_status = 'pending_quota' AND deleted_at IS NULL),
              'period_start', usage.period_start, 'reset_at', usage.reset_at, 'has_reader', $3::boolean)
          FROM read_quota($1, 'ocr_pages', $2) AS usage) END)sql";

constexpr auto kDueUsers = R"sql(
    SELECT user_id FROM quota_usage AS usage
    WHERE quota_type = 'ocr_pages'
        AND (reset_at <= now() OR EXISTS (SELECT FROM quota_reservations AS promise
                                          WHERE promise.user_id = usage.user_id AND promise.expires_at <= now()))
    ORDER BY reset_at LIMIT 1000)sql";

int limit_of(Rules const& rules)
{
    return static_cast<int>(rules.free_pages);
}

std::string lifetime_of(Rules const& rules)
{
    return std::to_string(rules.promise.count()) + " hours";
}

}  // namespace

bool reserve(pqxx::work& work, Rules const& rules, std::string_view user_id, std::string_view page_id)
{
    return kReserve
        .row(work, std::string(user_id), limit_of(rules), std::string(page_id), lifetime_of(rules))[0]
        .as<bool>();
}

bool commit(pqxx::work& work, Rules const& rules, std::string_view user_id, std::string_view page_id)
{
    return kCommit.row(work, std::string(user_id), limit_of(rules), std::string(page_id))[0].as<bool>();
}

void release(pqxx::work& work, Rules const& rules, std::string_view user_id, std::string_view page_id)
{
    kRelease.row(work, std::string(user_id), limit_of(rules), std::string(page_id));
}

bool reserve_call(pqxx::work& work, Rules const& rules, std::string_view user_id, std::string_view call_id,
                  std::size_t units, std::chrono::minutes lifetime)
{
    return kReserveCall
        .row(work, std::string(user_id), limit_of(rules), std::string(call_id), static_cast<int>(units),
             std::to_string(lifetime.count()) + " minutes")[0]
        .as<bool>();
}

std::size_t settle_call(pqxx::work& work, Rules const& rules, std::string_view user_id,
                        std::string_view call_id, bool is_charged)
{
    return kSettleCall.row(work, std::string(user_id), limit_of(rules), std::string(call_id), is_charged)[0]
        .as<std::size_t>();
}

std::size_t release_deferred(pqxx::work& work, Rules const& rules, std::string_view user_id)
{
    auto const lifetime = rules.has_reader ? std::optional(lifetime_of(rules)) : std::nullopt;
    return kReleaseDeferred.row(work, std::string(user_id), limit_of(rules), lifetime)[0].as<std::size_t>();
}

std::string describe(pqxx::work& work, Rules const& rules, std::string_view user_id)
{
    auto const described = [&](bool unless_pages_may_be_queued) {
        return kDescribe.row(work, std::string(user_id), limit_of(rules), rules.has_reader,
                             unless_pages_may_be_queued)[0];
    };
    if (auto const quota = described(true); !quota.is_null())
        return quota.as<std::string>();
    release_deferred(work, rules, user_id);
    return described(false).as<std::string>();
}

std::size_t tend(db::Pool& pool, Rules const& rules)
{
    auto const due = db::as_system(pool, [](pqxx::work& work) { return work.exec(kDueUsers); });
    std::size_t queued = 0;
    for (auto const& row : due)
        queued += db::as_system(
            pool, [&](pqxx::work& work) { return release_deferred(work, rules, row[0].as<std::string>()); });
    return queued;
}

}  // namespace rmirror::quota
