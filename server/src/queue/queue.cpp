// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/queue.hpp"

#include "db/array_text.hpp"
#include "db/transaction.hpp"

#include <algorithm>

namespace rmirror::jobs {

namespace {

constexpr std::size_t kMessageBytes = 1000;
/// Taken back in one go, so that one transaction does not become a long one.
constexpr int kTakenBackAtOnce = 100;

// SKIP LOCKED lets several workers claim at once without waiting on each other.
constexpr auto kClaim = R"sql(
    UPDATE sync_queue AS item
    SET status = 'processing', attempts = attempts + 1, started_at = now(), is_outdated = false,
        lease_id = gen_random_uuid(), leased_until = now() + $2::integer * interval '1 second'
    WHERE id = (
        SELECT id FROM sync_queue
        WHERE status IN ('pending', 'retry') AND run_after <= now() AND item_type = ANY ($1::text[])
            AND NOT (status = 'pending' AND trigger_source = 'scheduled' AND item_type = ANY ($3::text[]))
        ORDER BY priority, run_after, id
        LIMIT 1
        FOR UPDATE SKIP LOCKED)
    RETURNING item.id, item.user_id, item.target_name, item.item_type, item.item_key, item.operation,
        coalesce(item.content_hash, ''), item.lease_id, item.attempts)sql";

constexpr auto kClaimThese = R"sql(
    UPDATE sync_queue AS item
    SET status = 'processing', attempts = attempts + 1, started_at = now(), is_outdated = false,
        lease_id = gen_random_uuid(), leased_until = now() + $2::integer * interval '1 second'
    WHERE id IN (
        SELECT id FROM sync_queue
        WHERE status IN ('pending', 'retry') AND run_after <= now() AND id = ANY ($1::uuid[])
        FOR UPDATE SKIP LOCKED)
    RETURNING item.id, item.user_id, item.target_name, item.item_type, item.item_key, item.operation,
        coalesce(item.content_hash, ''), item.lease_id, item.attempts)sql";

constexpr auto kExtend = R"sql(
    UPDATE sync_queue SET leased_until = now() + $2::integer * interval '1 second'
    WHERE lease_id = ANY ($1::uuid[]))sql";

// What was asked for again meanwhile begins anew, however this time ended; but for what was dropped with
// reason.
constexpr auto kEnd = R"sql(
    WITH held AS (
        SELECT id, CASE
            WHEN is_outdated AND $3 <> 'cancelled' THEN 'pending'
            WHEN $3 = 'retry' AND NOT $4::boolean AND attempts >= $5 THEN 'failed'
            ELSE $3 END AS next
        FROM sync_queue
        WHERE id = $1 AND status = 'processing' AND lease_id = $2 AND NOT ($9::boolean AND leased_until >= now())
        FOR UPDATE)
    UPDATE sync_queue AS item
    SET status = held.next, lease_id = NULL, leased_until = NULL, is_outdated = false,
        attempts = CASE WHEN held.next = 'pending' THEN 0 WHEN $4::boolean THEN attempts - 1 ELSE attempts END,
        run_after = CASE WHEN held.next = 'retry' THEN now() + $6::integer * interval '1 second' ELSE run_after END,
        completed_at = CASE WHEN held.next IN ('completed', 'failed', 'cancelled') THEN now() END,
        error_class = $7, error_message = $8
    FROM held WHERE item.id = held.id
    RETURNING item.status)sql";

constexpr auto kTellFailure = R"sql(
    INSERT INTO notifications (user_id, kind, about, details)
    VALUES ($1, 'retries_exhausted', $2 || ' ' || $3,
            jsonb_build_object('queue_id', $2::uuid, 'target_name', $4::text, 'item_type', $5::text,
                               'item_key', $6::uuid, 'error_class', $7::text, 'error_message', $8::text))
    ON CONFLICT DO NOTHING)sql";

constexpr auto kListSilent = R"sql(
    SELECT item.id, item.user_id, item.target_name, item.item_type, item.item_key, item.operation,
        coalesce(item.content_hash, ''), item.lease_id, item.attempts
    FROM sync_queue AS item WHERE status = 'processing' AND leased_until < now()
    ORDER BY leased_until LIMIT $1)sql";

std::string status_after(Outcome::Kind kind)
{
    switch (kind) {
        case Outcome::Kind::done:
            return "completed";
        case Outcome::Kind::rejected:
            return "failed";
        case Outcome::Kind::dropped:
            return "cancelled";
        case Outcome::Kind::retry:
        case Outcome::Kind::later:
            break;
    }
    return "retry";
}

/// Cut between two characters, and without what PostgreSQL cannot hold.
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

void tell_failure(pqxx::work& work, Item const& item, Outcome const& outcome, std::string const& message)
{
    work.exec_params(kTellFailure, item.user_id, item.id, item.lease_id, item.target_name, item.item_type,
                     item.item_key, std::string(to_string(outcome.error)), message);
}

enum class Lease { held, run_out };

bool end_if(db::Pool& pool, Kinds const& kinds, Item const& item, Outcome const& outcome, Lease lease)
{
    auto const* const kind = find_kind(kinds, item.item_type);
    bool const has_failed = outcome.kind != Outcome::Kind::done;
    auto const error = has_failed ? std::optional(std::string(to_string(outcome.error))) : std::nullopt;
    auto const message = has_failed ? std::optional(kept_message(outcome.message)) : std::nullopt;
    bool const is_later = outcome.kind == Outcome::Kind::later;
    auto const pause = is_later ? outcome.after : pause_after(item.attempts);
    return db::as_system(pool, [&](pqxx::work& work) {
        if (kind && kind->before_end)
            kind->before_end(work, item);
        auto const rows = work.exec_params(kEnd, item.id, item.lease_id, status_after(outcome.kind), is_later,
                                           kMostAttempts, static_cast<int>(pause.count()), error, message,
                                           lease == Lease::run_out);
        if (rows.empty())
            return false;
        auto const status = rows[0][0].as<std::string>();
        if (outcome.write)
            outcome.write(work);
        if (kind && kind->after_end)
            kind->after_end(work, item, status, outcome);
        if (status == "failed")
            tell_failure(work, item, outcome, message.value_or(""));
        return true;
    });
}

}  // namespace

Item item_of(pqxx::row const& row)
{
    Item item;
    item.id = row[0].as<std::string>();
    item.user_id = row[1].as<std::string>();
    item.target_name = row[2].as<std::string>();
    item.item_type = row[3].as<std::string>();
    item.item_key = row[4].as<std::string>();
    item.operation = row[5].as<std::string>();
    item.content_hash = row[6].as<std::string>();
    item.lease_id = row[7].as<std::string>();
    item.attempts = row[8].as<int>();
    return item;
}

std::chrono::seconds pause_after(int attempts)
{
    constexpr std::chrono::seconds kFirst{30};
    constexpr std::chrono::seconds kLongest{3600};
    auto pause = kFirst;
    for (int failed = 1; failed < attempts && pause < kLongest; ++failed)
        pause *= 2;
    return std::min(pause, kLongest);
}

std::optional<Item> claim(db::Pool& pool, Kinds const& kinds, std::chrono::seconds lease)
{
    ArrayText ready;
    ArrayText unhurried;
    for (auto const& kind : kinds) {
        if (!kind.may_begin || kind.may_begin())
            ready.add(kind.item_type);
        if (kind.leaves_backlog)
            unhurried.add(kind.item_type);
    }
    if (ready.size() == 0)
        return std::nullopt;
    auto const seconds = static_cast<int>(lease.count());
    return db::as_system(pool, [&](pqxx::work& work) -> std::optional<Item> {
        auto const rows = work.exec_params(kClaim, ready.str(), seconds, unhurried.str());
        if (rows.empty())
            return std::nullopt;
        return item_of(rows[0]);
    });
}

std::vector<Item> claim_these(db::Pool& pool, std::vector<std::string> const& ids, std::chrono::seconds lease)
{
    auto const wanted = ArrayText(ids).str();
    auto const seconds = static_cast<int>(lease.count());
    auto const rows =
        db::as_system(pool, [&](pqxx::work& work) { return work.exec_params(kClaimThese, wanted, seconds); });
    std::vector<Item> items;
    for (auto const& row : rows)
        items.push_back(item_of(row));
    return items;
}

void extend(db::Pool& pool, std::vector<std::string> const& lease_ids, std::chrono::seconds lease)
{
    auto const ids = ArrayText(lease_ids).str();
    auto const seconds = static_cast<int>(lease.count());
    db::as_system(pool, [&](pqxx::work& work) { work.exec_params(kExtend, ids, seconds); });
}

bool end(db::Pool& pool, Kinds const& kinds, Item const& item, Outcome const& outcome)
{
    return end_if(pool, kinds, item, outcome, Lease::held);
}

std::size_t take_back(db::Pool& pool, Kinds const& kinds)
{
    auto const silent =
        db::as_system(pool, [](pqxx::work& work) { return work.exec_params(kListSilent, kTakenBackAtOnce); });
    auto const lost = Outcome::retry(ErrorClass::unknown_error, "The worker that did this fell silent.");
    std::size_t count = 0;
    for (auto const& row : silent)
        count += end_if(pool, kinds, item_of(row), lost, Lease::run_out) ? 1 : 0;
    return count;
}

}  // namespace rmirror::jobs
