// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/batch_rows.hpp"

#include "db/array_text.hpp"
#include "db/first_column.hpp"
#include "db/ids.hpp"
#include "db/transaction.hpp"
#include "queue/leases.hpp"
#include "queue/waiting.hpp"
#include "reading/page_state.hpp"

#include <pqxx/result>

#include <map>
#include <utility>

namespace rmirror::reading {

namespace {

constexpr int kMaxPages = 200;
constexpr int kMaxBatchBytes = 20'000'000;

// As many of the waiting pages, in their order, as fit into a batch; the first one in any case.
constexpr auto kFillBatch = R"sql(
    WITH waiting AS MATERIALIZED (
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) WITH ORDINALITY
            AS given (user_id, queue_id, page_id, look, place)),
    sized AS (
        SELECT waiting.place, sum(blob.size_bytes) AS bytes
        FROM waiting
        JOIN page_images AS image ON image.user_id = waiting.user_id AND image.page_id = waiting.page_id
            AND image.ink_hash = waiting.look
        JOIN blobs AS blob ON blob.user_id = image.user_id AND blob.id = image.blob_id
        GROUP BY waiting.place)
    SELECT user_id, queue_id
    FROM (SELECT user_id, queue_id, place, sum(coalesce(sized.bytes, 0)) OVER (ORDER BY place) AS bytes
          FROM waiting LEFT JOIN sized USING (place)) AS filled
    WHERE place = 1 OR bytes <= $5
    ORDER BY place)sql";

constexpr auto kAddBatch = "INSERT INTO ocr_batches DEFAULT VALUES RETURNING id";

constexpr auto kAddMembers = R"sql(
    INSERT INTO ocr_batch_pages (user_id, batch_id, queue_id, lease_id)
    SELECT user_id, $1, queue_id, lease_id
    FROM unnest($2::uuid[], $3::uuid[], $4::uuid[]) AS held (user_id, queue_id, lease_id)
    RETURNING id)sql";

constexpr auto kTakeDue = R"sql(
    UPDATE ocr_batches SET look_at = now() + $1 * interval '1 second'
    WHERE id IN (SELECT id FROM ocr_batches WHERE ended_at IS NULL AND look_at <= now()
                 ORDER BY look_at FOR UPDATE SKIP LOCKED)
    RETURNING id, coalesce(external_id, ''), (SELECT extract(epoch FROM asked_at)),
        (SELECT created_at < now() - interval '1 hour'))sql";

constexpr auto kListMembers =
    "SELECT lease_id, places, asked FROM ocr_batch_pages WHERE batch_id = $1 ORDER BY id";

constexpr auto kNoteSent = "UPDATE ocr_batch_pages SET places = $2::jsonb, asked = $3 WHERE lease_id = $1";

// Only one worker may submit a batch. Until the call's timeout has long passed, no worker checks what became
// of it.
constexpr auto kBeginAsking = R"sql(
    UPDATE ocr_batches SET asked_at = now(), look_at = now() + interval '15 minutes'
    WHERE id = $1 AND asked_at IS NULL AND ended_at IS NULL RETURNING 1)sql";
constexpr auto kNoteNotAsked = R"sql(
    UPDATE ocr_batches SET asked_at = NULL, look_at = now() + $2 * interval '1 second' WHERE id = $1)sql";
constexpr auto kNoteMade = R"sql(
    UPDATE ocr_batches SET external_id = $2, look_at = now() + $3 * interval '1 second' WHERE id = $1)sql";
constexpr auto kNoteReserved = R"sql(
    UPDATE ocr_batches SET spend_reserved_on = $2, spend_reserved = $3 WHERE id = $1)sql";
constexpr auto kTakeReserved = R"sql(
    UPDATE ocr_batches AS batch SET spend_reserved_on = NULL, spend_reserved = NULL
    FROM (SELECT id, spend_reserved_on, spend_reserved FROM ocr_batches
          WHERE id = $1 AND spend_reserved_on IS NOT NULL FOR UPDATE) AS held
    WHERE batch.id = held.id
    RETURNING held.spend_reserved_on, held.spend_reserved)sql";
constexpr auto kListKnown = "SELECT external_id FROM ocr_batches WHERE external_id IS NOT NULL";

// The row stays for a while, so that recover() doesn't take this batch for one that it looks for.
constexpr auto kClose = R"sql(
    WITH emptied AS (DELETE FROM ocr_batch_pages WHERE batch_id = $1 RETURNING lease_id),
    closed AS (UPDATE ocr_batches SET ended_at = now() WHERE id = $1)
    SELECT lease_id FROM emptied)sql";

void add_members(pqxx::work& work, std::string const& batch_id, std::vector<queue::Item> const& held)
{
    ArrayText users;
    ArrayText items;
    ArrayText leases;
    for (auto const& item : held) {
        users.add(item.user_id);
        items.add(item.id);
        leases.add(item.lease_id);
    }
    work.exec_params(kAddMembers, batch_id, users.str(), items.str(), leases.str());
}

int seconds_of(std::chrono::seconds every)
{
    return static_cast<int>(every.count());
}

}  // namespace

std::vector<Batch> take_due_batches(db::Pool& pool, std::chrono::seconds every)
{
    auto const rows =
        db::as_system(pool, [&](pqxx::work& work) { return work.exec_params(kTakeDue, seconds_of(every)); });
    std::vector<Batch> due;
    for (auto const& row : rows) {
        auto const asked_at = row[2].is_null() ? std::nullopt : std::optional(row[2].as<double>());
        due.push_back({row[0].as<std::string>(), row[1].as<std::string>(), asked_at, row[3].as<bool>()});
    }
    return due;
}

std::vector<queue::ItemRef> backlog_for_batch(db::Pool& pool)
{
    return db::as_system(pool, [](pqxx::work& work) {
        ArrayText users;
        ArrayText items;
        ArrayText pages;
        ArrayText looks;
        for (auto const& item : queue::backlog(work, kTarget, kMaxPages)) {
            users.add(item.user_id);
            items.add(item.id);
            pages.add(item.item_key);
            looks.add(item.content_hash);
        }
        std::vector<queue::ItemRef> chosen;
        for (auto const& row :
             work.exec_params(kFillBatch, users.str(), items.str(), pages.str(), looks.str(), kMaxBatchBytes))
            chosen.push_back({row[0].as<UserId>(), row[1].as<ItemId>()});
        return chosen;
    });
}

Batch add_batch(db::Pool& pool, std::vector<std::string> const& lease_ids)
{
    return db::as_system(pool, [&](pqxx::work& work) {
        Batch batch;
        batch.id = work.exec1(kAddBatch)[0].as<std::string>();
        add_members(work, batch.id, queue::extend_without_end(work, lease_ids));
        return batch;
    });
}

std::vector<Member> members_of(db::Pool& pool, Batch const& batch)
{
    return db::as_system(pool, [&](pqxx::work& work) {
        auto const rows = work.exec_params(kListMembers, batch.id);
        std::map<std::string, queue::Item> items;
        for (auto& item : queue::leased_items(work, db::first_column<std::string>(rows)))
            items.emplace(item.lease_id, std::move(item));
        std::vector<Member> members;
        for (auto const& row : rows)
            if (auto const found = items.find(row[0].as<std::string>()); found != items.end())
                members.push_back(
                    {std::move(found->second), row[1].as<std::string>(), row[2].as<std::string>()});
        return members;
    });
}

void note_sent(db::Pool& pool, std::string const& lease_id, std::string const& places,
               std::string const& asked)
{
    db::as_system(pool, [&](pqxx::work& work) { work.exec_params0(kNoteSent, lease_id, places, asked); });
}

bool claim_submission(db::Pool& pool, Batch const& batch)
{
    return !db::as_system(pool, [&](pqxx::work& work) {
                return work.exec_params(kBeginAsking, batch.id);
            }).empty();
}

void note_not_submitted(db::Pool& pool, Batch const& batch, std::chrono::seconds every)
{
    db::as_system(pool,
                  [&](pqxx::work& work) { work.exec_params0(kNoteNotAsked, batch.id, seconds_of(every)); });
}

void note_submitted(db::Pool& pool, Batch const& batch, std::string const& external_id,
                    std::chrono::seconds every)
{
    db::as_system(pool, [&](pqxx::work& work) {
        work.exec_params0(kNoteMade, batch.id, external_id, seconds_of(every));
    });
}

void note_reserved(db::Pool& pool, Batch const& batch, spend::Reservation const& reserved)
{
    if (!reserved.day.empty())
        db::as_system(pool, [&](pqxx::work& work) {
            work.exec_params0(kNoteReserved, batch.id, reserved.day, reserved.amount);
        });
}

void settle(db::Pool& pool, Batch const& batch, spend::Nanodollars cost)
{
    db::as_system(pool, [&](pqxx::work& work) {
        for (auto const& row : work.exec_params(kTakeReserved, batch.id))
            spend::settle(work, {row[0].as<std::string>(), row[1].as<spend::Nanodollars>()}, cost);
    });
}

std::set<std::string> known_batches(db::Pool& pool)
{
    auto const names = db::first_column<std::string>(
        db::as_system(pool, [](pqxx::work& work) { return work.exec(kListKnown); }));
    return {names.begin(), names.end()};
}

void close_batch(db::Pool& pool, Batch const& batch)
{
    db::as_system(pool, [&](pqxx::work& work) {
        queue::expire(work, db::first_column<std::string>(work.exec_params(kClose, batch.id)));
    });
}

}  // namespace rmirror::reading
