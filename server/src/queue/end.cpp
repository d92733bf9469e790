// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/end.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "db/transaction.hpp"

#include <pqxx/result>

#include <algorithm>
#include <array>

namespace rmirror::queue {

namespace {

constexpr std::size_t kMessageBytes = 1000;
/// Maximum per call of rescue(), which bounds the transaction that lists them.
constexpr int kRescuedAtOnce = 100;

// An item that was queued again while it was in progress returns to 'pending', whatever the outcome.
constexpr db::Statement kEnd = R"sql(
    WITH held AS (
        SELECT id, CASE
            WHEN is_outdated THEN 'pending'
            WHEN $3 = 'retry' AND NOT $4::boolean AND attempts >= $5 THEN 'failed'
            ELSE $3 END AS next
        FROM sync_queue
        WHERE user_id = $10 AND id = $1 AND status = 'processing' AND lease_id = $2
            AND NOT ($9::boolean AND leased_until >= now())
        FOR UPDATE)
    UPDATE sync_queue AS item
    SET status = held.next, lease_id = NULL, leased_until = NULL, is_outdated = false,
        attempts = CASE WHEN held.next = 'pending' THEN 0 WHEN $4::boolean THEN attempts - 1 ELSE attempts END,
        run_after = (SELECT CASE WHEN held.next = 'retry' THEN now() + $6::integer * interval '1 second'
                                 ELSE run_after END),
        completed_at = (SELECT CASE WHEN held.next IN ('completed', 'failed', 'cancelled') THEN now() END),
        error_class = $7, error_message = $8
    FROM held WHERE item.user_id = $10 AND item.id = held.id
    RETURNING item.status)sql";

// One notification per target and day, which counts the failed items.
constexpr auto kNotifyFailure = R"sql(
    INSERT INTO notifications AS known (user_id, kind, about, details)
    VALUES ($1, 'retries_exhausted', $3::text || ' ' || current_date,
            jsonb_build_object('queue_id', $2::uuid, 'target_name', $3::text, 'item_type', $4::text,
                               'item_key', $5::uuid, 'error_class', $6::text, 'error_message', $7::text,
                               'count', 1))
    ON CONFLICT (user_id, kind, about) DO UPDATE
    SET details = jsonb_set(known.details, '{count}',
                            (coalesce((known.details ->> 'count')::integer, 1) + 1)::text::jsonb))sql";

constexpr auto kListSilent = R"sql(
    SELECT * FROM sync_queue
    WHERE status = 'processing' AND leased_until < now() AND target_name = $1
    ORDER BY leased_until LIMIT $2)sql";

/// In the order of the enum.
constexpr std::array<std::string_view, 5> kStatuses = {"pending", "retry", "completed", "failed",
                                                       "cancelled"};

Status status_of(std::string_view name)
{
    auto const* const found = std::find(kStatuses.begin(), kStatuses.end(), name);
    return static_cast<Status>(found - kStatuses.begin());
}

Status status_after(Outcome::Kind kind)
{
    switch (kind) {
        case Outcome::Kind::done:
            return Status::completed;
        case Outcome::Kind::rejected:
            return Status::failed;
        case Outcome::Kind::dropped:
            return Status::cancelled;
        case Outcome::Kind::retry:
        case Outcome::Kind::later:
            break;
    }
    return Status::retry;
}

/// Truncates at a character boundary, and removes NUL, which PostgreSQL can't store.
std::string kept_message(std::string text)
{
    text.erase(std::remove(text.begin(), text.end(), '\0'), text.end());
    if (text.size() <= kMessageBytes)
        return text;
    auto end = kMessageBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
        --end;
    return text.substr(0, end);
}

void notify_failure(pqxx::work& work, Item const& item, Outcome const& outcome, std::string const& message)
{
    work.exec_params(kNotifyFailure, item.user_id, item.id, item.target_name, item.item_type, item.item_key,
                     std::string(to_string(outcome.error)), message);
}

enum class Lease { held, run_out };

bool end_if(db::Pool& pool, Job& job, Item const& item, Outcome const& outcome, Lease lease)
{
    bool const has_failed = outcome.kind != Outcome::Kind::done;
    auto const error = has_failed ? std::optional(std::string(to_string(outcome.error))) : std::nullopt;
    auto const message = has_failed ? std::optional(kept_message(outcome.message)) : std::nullopt;
    bool const is_later = outcome.kind == Outcome::Kind::later;
    auto const pause = is_later ? outcome.after : backoff(item.attempts);
    auto const wanted = std::string(to_string(status_after(outcome.kind)));
    return db::as_system(pool, [&](pqxx::work& work) {
        job.before_end(work, item);
        auto const rows =
            kEnd.rows(work, item.id, item.lease_id, wanted, is_later, kMaxAttempts,
                      static_cast<int>(pause.count()), error, message, lease == Lease::run_out, item.user_id);
        if (rows.empty())
            return false;
        auto const status = status_of(rows[0][0].as<std::string>());
        if (outcome.write)
            outcome.write(work);
        job.after_end(work, item, status, outcome);
        if (status == Status::failed && job.notifies_of_failure())
            notify_failure(work, item, outcome, message.value_or(""));
        return true;
    });
}

}  // namespace

std::string_view to_string(Status status)
{
    return kStatuses[static_cast<std::size_t>(status)];
}

std::chrono::seconds backoff(int attempts, std::chrono::seconds first)
{
    constexpr std::chrono::seconds kLongest{3600};
    auto pause = first;
    for (int failed = 1; failed < attempts && pause < kLongest; ++failed)
        pause *= 2;
    return std::min(pause, kLongest);
}

bool end(db::Pool& pool, Job& job, Item const& item, Outcome const& outcome)
{
    return end_if(pool, job, item, outcome, Lease::held);
}

std::size_t fail_expired_leases(db::Pool& pool, Job& job)
{
    std::string const target(job.target());
    auto const silent = db::as_system(
        pool, [&](pqxx::work& work) { return work.exec_params(kListSilent, target, kRescuedAtOnce); });
    auto const lost = Outcome::retry(ErrorClass::unknown_error, "The worker stopped responding.");
    std::size_t count = 0;
    for (auto const& row : silent)
        count += end_if(pool, job, item_of(row), lost, Lease::run_out) ? 1 : 0;
    return count;
}

}  // namespace rmirror::queue
