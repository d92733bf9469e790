// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/records.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "targets/pg_arrays.hpp"

#include <boost/json/serialize.hpp>
#include <pqxx/result>

#include <cstdint>

namespace rmirror::targets {

namespace {

// A tombstone starts over: its external id, metadata and creation time are reset.
constexpr db::Statement kBegin = R"sql(
    WITH given AS (
        SELECT * FROM unnest($3::text[], $4::uuid[], $5::text[], $6::uuid[], $7::uuid[], $8::uuid[], $9::text[])
            WITH ORDINALITY AS given (item_type, item_key, content_hash, notebook_uuid, page_uuid, marker, place, nth)),
    begun AS (
        INSERT INTO sync_records AS known (user_id, target_name, item_type, item_key, content_hash, notebook_uuid,
                                           page_uuid, marker, place, status)
        SELECT $1, $2, item_type, item_key, content_hash, notebook_uuid, page_uuid,
               coalesce(marker, gen_random_uuid()), place, 'in_progress'
        FROM given
        ON CONFLICT (user_id, target_name, item_type, item_key) DO UPDATE
        SET content_hash = excluded.content_hash, notebook_uuid = excluded.notebook_uuid,
            page_uuid = excluded.page_uuid, marker = excluded.marker, place = excluded.place, status = 'in_progress',
            external_id = CASE WHEN known.deleted_at IS NULL THEN known.external_id END,
            metadata = CASE WHEN known.deleted_at IS NULL THEN known.metadata ELSE '{}' END,
            created_at = CASE WHEN known.deleted_at IS NULL THEN known.created_at ELSE excluded.created_at END,
            deleted_at = NULL, again_at = NULL
        RETURNING item_type, item_key, marker)
    SELECT begun.marker FROM given JOIN begun USING (item_type, item_key) ORDER BY nth)sql";

// 'covered' equals no content hash. So if the notebook comes back before it was removed, each of its items
// differs and is compared again, and items gone by then are removed one by one.
constexpr db::Statement kCover = R"sql(
    UPDATE sync_records SET content_hash = 'covered', status = 'skipped'
    WHERE user_id = $1 AND target_name = $2 AND notebook_uuid = $3 AND item_type <> 'notebook'
        AND deleted_at IS NULL)sql";

// An override that was requested after this attempt began (content_hash is 'again') is kept for the next
// attempt.
constexpr db::Statement kSucceeded = R"sql(
    UPDATE sync_records
    SET status = CASE WHEN content_hash = 'again' AND metadata ? 'override' THEN 'pending' ELSE 'success' END,
        external_id = $5,
        metadata = $6::jsonb || CASE WHEN content_hash = 'again' AND metadata ? 'override' THEN '{"override": true}'::jsonb
                                     ELSE '{}' END,
        error_class = NULL, error_message = NULL, retry_count = 0, synced_at = now(),
        again_at = now() + $7::integer * interval '1 second'
    WHERE user_id = $1 AND target_name = $2 AND item_type = $3 AND item_key = $4)sql";

constexpr db::Statement kRecordRemote = R"sql(
    UPDATE sync_records
    SET external_id = $5,
        metadata = $6::jsonb || CASE WHEN content_hash = 'again' AND metadata ? 'override' THEN '{"override": true}'::jsonb
                                     ELSE '{}' END
    WHERE user_id = $1 AND target_name = $2 AND item_type = $3 AND item_key = $4)sql";

constexpr db::Statement kChanged = R"sql(
    UPDATE sync_records
    SET external_id = $5, content_hash = CASE WHEN $7 THEN 'again' ELSE content_hash END,
        metadata = (SELECT jsonb_strip_nulls(jsonb_build_object('own', metadata -> 'own', 'override', metadata -> 'override')) || $6::jsonb)
    WHERE user_id = $1 AND target_name = $2 AND item_type = $3 AND item_key = $4 AND deleted_at IS NULL
        AND external_id IS NOT NULL)sql";

constexpr db::Statement kRemoved = R"sql(
    UPDATE sync_records
    SET status = 'success', content_hash = NULL, external_id = NULL, metadata = '{}', error_class = NULL,
        error_message = NULL, retry_count = 0, synced_at = now(), deleted_at = now()
    WHERE user_id = $1 AND target_name = $2 AND deleted_at IS NULL
        AND ((item_type = $3 AND item_key = $4)
             OR ($3 = 'notebook' AND notebook_uuid = $5 AND content_hash = 'covered' AND status = 'skipped')))sql";

constexpr db::Statement kEnded = R"sql(
    UPDATE sync_records
    SET status = CASE WHEN $5 = 'failed' THEN 'failed' WHEN $5 = 'cancelled' THEN 'skipped' ELSE 'retry' END,
        error_class = $6, error_message = left($7, 1000),
        retry_count = retry_count + CASE WHEN $8 THEN 0 ELSE 1 END
    WHERE user_id = $1 AND target_name = $2 AND item_type = $3 AND item_key = $4 AND deleted_at IS NULL
        AND status IN ('in_progress', 'retry', 'failed'))sql";

constexpr db::Statement kCancelled = R"sql(
    INSERT INTO sync_records AS known (user_id, target_name, item_type, item_key, content_hash, notebook_uuid, status)
    SELECT $1, $2, item_type, item_key, content_hash, notebook_uuid, 'skipped'
    FROM unnest($3::text[], $4::uuid[], $5::text[], $6::uuid[]) AS item (item_type, item_key, content_hash, notebook_id)
    JOIN notebooks ON user_id = (SELECT $1::uuid) AND notebooks.id = item.notebook_id
    ON CONFLICT (user_id, target_name, item_type, item_key) DO UPDATE
    SET content_hash = excluded.content_hash, status = 'skipped', metadata = known.metadata - 'override'
    WHERE known.deleted_at IS NULL)sql";

// 'again' equals no content hash.
constexpr db::Statement kLeaveUnfinished = R"sql(
    UPDATE sync_records SET status = 'skipped', content_hash = 'again'
    WHERE user_id = $1 AND target_name = $2 AND item_type = $3 AND item_key = $4 AND deleted_at IS NULL
        AND status IN ('in_progress', 'retry', 'failed'))sql";

constexpr db::Statement kSetPlace = R"sql(
    UPDATE sync_records SET place = $5
    WHERE user_id = $1 AND target_name = $2 AND item_type = $3 AND item_key = $4)sql";

constexpr db::Statement kForgetNamed = R"sql(
    UPDATE sync_records SET deleted_at = now(), content_hash = NULL, external_id = NULL, metadata = '{}'
    WHERE user_id = (SELECT $1::uuid) AND id IN (
        SELECT id FROM sync_records
        WHERE user_id = $1 AND target_name = $2 AND item_type = ANY ($3::text[]) AND deleted_at IS NULL
        ORDER BY id LIMIT $4))sql";

/// Rows per statement, to bound its duration.
constexpr std::size_t kMaxNamedForgotten = 2000;

std::optional<std::string> if_any(std::string const& text)
{
    return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

std::vector<std::string> Records::begin(std::vector<Intent> const& intents)
{
    if (intents.empty())
        return {};
    ArrayText types, keys, hashes, notebooks, pages, markers, places;
    for (auto const& intent : intents) {
        types.add(to_string(intent.type));
        keys.add(intent.item_key);
        hashes.add(intent.content_hash);
        notebooks.add(if_any(intent.notebook_uuid));
        pages.add(if_any(intent.page_uuid));
        markers.add(if_any(intent.marker));
        places.add(intent.place);
    }
    std::vector<std::string> generated;
    for (auto const& row : kBegin.rows(work_, user_id_, target_, types.str(), keys.str(), hashes.str(),
                                       notebooks.str(), pages.str(), markers.str(), places.str()))
        generated.push_back(row[0].as<std::string>());
    return generated;
}

void Records::mark_removed_with_notebook(std::string const& notebook_uuid)
{
    kCover.rows(work_, user_id_, target_, notebook_uuid);
}

void Records::succeeded(ItemType type, std::string const& item_key, Remote const& remote,
                        std::optional<std::chrono::seconds> redeliver_after)
{
    auto const seconds =
        redeliver_after ? std::optional(static_cast<std::int64_t>(redeliver_after->count())) : std::nullopt;
    kSucceeded.rows(work_, user_id_, target_, std::string(to_string(type)), item_key, remote.id,
                    boost::json::serialize(remote.metadata), seconds);
}

void Records::record_remote(ItemType type, std::string const& item_key, Remote const& remote)
{
    kRecordRemote.rows(work_, user_id_, target_, std::string(to_string(type)), item_key, remote.id,
                       boost::json::serialize(remote.metadata));
}

void Records::changed(ItemState const& other)
{
    kChanged.rows(work_, user_id_, target_, std::string(to_string(other.type)), other.item_key,
                  other.remote.id, boost::json::serialize(other.remote.metadata), other.needs_redelivery);
}

void Records::removed(ItemType type, std::string const& item_key, std::string const& notebook_uuid)
{
    kRemoved.rows(work_, user_id_, target_, std::string(to_string(type)), item_key, if_any(notebook_uuid));
}

void Records::cancelled(std::span<queue::Item const> items)
{
    ArrayText types, keys, hashes, notebooks;
    for (auto const& item : items) {
        if (item.group_key.empty())
            continue;
        types.add(item.item_type);
        keys.add(item.item_key);
        hashes.add(if_any(item.content_hash));
        notebooks.add(item.group_key);
    }
    kCancelled.rows(work_, user_id_, target_, types.str(), keys.str(), hashes.str(), notebooks.str());
}

void Records::leave_unfinished(ItemType type, std::string const& item_key)
{
    kLeaveUnfinished.rows(work_, user_id_, target_, std::string(to_string(type)), item_key);
}

void Records::set_place(ItemType type, std::string const& item_key, std::optional<std::string> const& place)
{
    kSetPlace.rows(work_, user_id_, target_, std::string(to_string(type)), item_key, place);
}

void Records::forget(std::span<ItemType const> types)
{
    auto const names = names_of(types);
    while (static_cast<std::size_t>(
               kForgetNamed.rows(work_, user_id_, target_, names, kMaxNamedForgotten).affected_rows()) ==
           kMaxNamedForgotten) {}
}

void Records::ended(queue::Item const& item, queue::Status status, queue::Outcome const& outcome)
{
    bool const counts_not = outcome.kind == queue::Outcome::Kind::later;
    kEnded.rows(work_, user_id_, target_, item.item_type, item.item_key,
                std::string(queue::to_string(status)), std::string(queue::to_string(outcome.error)),
                outcome.message, counts_not);
}

}  // namespace rmirror::targets
