// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/delivery/delivery_plan.hpp"

#include "db/array_text.hpp"
#include "db/citus.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "targets/pg_arrays.hpp"
#include "targets/records.hpp"
#include "targets/values.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <pqxx/result>

#include <algorithm>

namespace rmirror::targets {

namespace {

using queue::ErrorClass;
using queue::Outcome;

// The record's own columns are used when the item's row no longer exists.
constexpr db::Statement kReadItems = R"sql(
    WITH item AS MATERIALIZED (
        SELECT now_it.*, content_hash(content, integration.templates) AS hash
        FROM integrations AS integration,
            items_to_send($1, CASE WHEN integration.removing_at IS NULL THEN integration.choice ELSE '{}' END,
                          CASE WHEN integration.removing_at IS NULL THEN integration.rules END, $8, $4::text[],
                          $5::text[], $6::uuid[]) AS now_it
        WHERE integration.user_id = $1 AND integration.id = $2)
    SELECT coalesce(item.notebook_uuid, record.notebook_uuid) AS notebook_uuid,
        coalesce(item.page_uuid, record.page_uuid) AS page_uuid, item.content, item.hash,
        coalesce(item.in_flux, false) AS in_flux, coalesce(item.stays, false) AS stays, item.place,
        CASE WHEN item.content IS NOT NULL OR is_placed(item.item_type, $8) THEN record.place ELSE (
            SELECT of_notebook.place FROM sync_records AS of_notebook
            WHERE of_notebook.user_id = $1 AND of_notebook.target_name = $3 AND of_notebook.item_type = 'notebook'
                AND of_notebook.notebook_uuid = record.notebook_uuid AND of_notebook.deleted_at IS NULL
            LIMIT 1) END AS former_place,
        item.content IS NOT NULL AND record.id IS NOT NULL AND record.place IS DISTINCT FROM item.place
            AND is_placed(item.item_type, $8) AS has_new_place,
        -- What is completed is history, and stays where it is.
        coalesce(item.content IS NOT NULL AND coalesce(record.place, $9) <> coalesce(item.place, $9)
                 AND record.id IS NOT NULL AND is_placed(item.item_type, $8)
                 AND NOT coalesce((item.content ->> 'is_completed')::boolean, false), false)
            AS moves,
        record.id IS NOT NULL AS is_known, record.status, record.content_hash, record.external_id, record.metadata,
        record.marker,
        CASE WHEN notebook.id IS NULL THEN '{}' ELSE jsonb_build_object(
            'visible_name', notebook.visible_name, 'full_path', notebook.full_path,
            'title', notebook.title, 'document_type', notebook.document_type,
            'authors', to_jsonb(notebook.authors), 'page_number', page.page_number) END
            || coalesce((SELECT jsonb_build_object('highlighted_at', least(created_at, notebook.last_modified))
                         FROM highlights
                         WHERE item.item_type = 'highlight' AND user_id = (SELECT $1::uuid) AND id = item.item_key),
                        '{}')
            || coalesce((SELECT jsonb_build_object(
                             'confidence', confidence, 'tags', to_jsonb(notebook.tags || page.tags),
                             'date_written', date_on(page))
                         FROM todos
                         WHERE item.item_type = 'todo' AND user_id = (SELECT $1::uuid) AND id = item.item_key
                             AND page_id = page.id), '{}')
            AS context,
        extract(epoch FROM now() - page.image_at)::bigint AS still_seconds,
        EXISTS (SELECT 1 FROM sync_records AS former
                WHERE former.user_id = $1 AND former.target_name = $3 AND former.item_type = item.item_type
                    AND former.item_key = item.item_key AND former.deleted_at IS NOT NULL) AS is_forgotten,
        (SELECT metadata FROM sync_records AS sibling
         WHERE $7 AND sibling.user_id = $1 AND sibling.target_name = $3 AND sibling.notebook_uuid = item.notebook_uuid
             AND sibling.deleted_at IS NULL AND sibling.external_id IS NOT NULL
             AND sibling.item_key <> item.item_key
         LIMIT 1) AS sibling,
        (SELECT coalesce(jsonb_agg(other.item_key), '[]') FROM sync_records AS other
         WHERE $7 AND other.user_id = $1 AND other.target_name = $3 AND other.notebook_uuid = record.notebook_uuid
             AND other.external_id = record.external_id AND other.deleted_at IS NULL AND other.id <> record.id)
            AS sharers,
        item.item_type = 'notebook'
            AND has_parts($1, $3, coalesce(item.notebook_uuid, record.notebook_uuid)) AS has_parts,
        goes_with_notebook($1, $3, coalesce(item.is_kept, NOT gone.is_gone),
                           coalesce(item.notebook_uuid, record.notebook_uuid)) AS goes_with_notebook
    FROM item
    LEFT JOIN sync_records AS record
        ON record.user_id = $1 AND record.target_name = $3 AND record.item_type = item.item_type
        AND record.item_key = item.item_key AND record.deleted_at IS NULL
    LEFT JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = item.notebook_id
    LEFT JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.id = item.page_id
    LEFT JOIN notebooks AS gone
        ON item.is_kept IS NULL AND gone.user_id = $1 AND gone.notebook_uuid = record.notebook_uuid
    ORDER BY nth)sql";

constexpr db::Statement kPlanMode = "SELECT set_config('plan_cache_mode', $1, true)";

boost::json::object object_of(pqxx::field const& field)
{
    return field.is_null() ? boost::json::object() : boost::json::parse(field.c_str()).as_object();
}

/// Whether the last attempt had the same content and didn't finish, so that it may have reached the service.
/// The removal of a notebook is a new attempt if something in it was delivered since.
bool is_same_attempt(pqxx::row const& row)
{
    if (row["content"].is_null() && row["has_parts"].as<bool>())
        return false;
    auto const status = row["status"].as<std::string>("");
    bool const did_not_end = status == "in_progress" || status == "retry" || status == "failed";
    return did_not_end && row["content_hash"].as<std::string>("") == row["hash"].as<std::string>("");
}

bool is_up_to_date(pqxx::row const& row)
{
    return !row["moves"].as<bool>() && row["status"].as<std::string>("") == "success" &&
           row["content_hash"].as<std::string>("") == row["hash"].as<std::string>("");
}

/// The outcome if no call is needed.
std::optional<Outcome> decided(Target const& target, ItemType type, pqxx::row const& row)
{
    bool const is_there = !row["content"].is_null();
    if (row["stays"].as<bool>())
        return Outcome::done();
    if (!is_there && !row["is_known"].as<bool>() && !row["has_parts"].as<bool>())
        return Outcome::done();
    if (!is_there && type != ItemType::notebook && row["goes_with_notebook"].as<bool>() &&
        accepts(target, ItemType::notebook))
        return Outcome::done();  // Removed with its notebook.
    if (is_there && row["in_flux"].as<bool>())
        return Outcome::done();  // Queued again as soon as it is transcribed.
    if (is_there && is_up_to_date(row))
        return Outcome::done();
    return std::nullopt;
}

/// Sets where the item is brought, or removed.
void set_place(PlannedDelivery& planned, Target const& target, std::string const& usual_place,
               pqxx::row const& row)
{
    auto const former = row["former_place"].as<std::optional<std::string>>();
    if (row["moves"].as<bool>() && target.moves_in_push)
        planned.delivery.moved_from = former.value_or(usual_place);
    planned.moves = row["moves"].as<bool>() && !target.moves_in_push;
    planned.is_removal = planned.moves || row["content"].is_null();
    planned.place = planned.is_removal ? former : row["place"].as<std::optional<std::string>>();
}

PlannedDelivery plan_of(Target const& target, std::span<ItemType const> deliverable,
                        std::string const& usual_place, queue::Item const& item, pqxx::row const& row)
{
    PlannedDelivery planned;
    auto const type = item_type_of(item.item_type);
    if (!type || std::find(deliverable.begin(), deliverable.end(), *type) == deliverable.end()) {
        planned.outcome =
            Outcome::dropped(ErrorClass::invalid_data, "The target doesn't take this any more.");
        return planned;
    }
    auto& delivery = planned.delivery;
    delivery.type = *type;
    delivery.item_key = item.item_key;
    delivery.notebook_uuid = row["notebook_uuid"].as<std::string>("");
    delivery.page_uuid = row["page_uuid"].as<std::string>("");
    delivery.content = object_of(row["content"]);
    delivery.context = object_of(row["context"]);
    if (!row["external_id"].is_null())
        delivery.remote = Remote{row["external_id"].as<std::string>(), object_of(row["metadata"])};
    if (!row["sibling"].is_null())
        delivery.sibling = object_of(row["sibling"]);
    auto const items_sharing_remote = boost::json::parse(row["sharers"].c_str());
    for (auto const& key : items_sharing_remote.as_array())
        delivery.items_sharing_remote.emplace_back(key.as_string());
    delivery.may_have_arrived = is_same_attempt(row);
    auto const status = row["status"].as<std::string>("");
    delivery.has_unfinished_attempt =
        row["is_known"].as<bool>() && status != "success" && status != "pending";
    if (!row["still_seconds"].is_null())
        delivery.still = std::chrono::seconds(row["still_seconds"].as<std::int64_t>());
    delivery.overrides = delivery.remote && delivery.remote->metadata.contains(kOverride);
    delivery.is_forgotten = row["is_forgotten"].as<bool>();
    delivery.marker = delivery.may_have_arrived ? row["marker"].as<std::string>("") : "";
    set_place(planned, target, usual_place, row);
    if (planned.is_removal)
        delivery.content = {};
    planned.outcome = decided(target, *type, row);
    return planned;
}

/// What rules mean for the record of an item that needs no call.
void note_left(Records& records, PlannedDelivery const& planned, pqxx::row const& row)
{
    auto const& delivery = planned.delivery;
    if (delivery.item_key.empty())
        return;  // Dropped.
    if (row["stays"].as<bool>())
        records.leave_unfinished(delivery.type, delivery.item_key);
    else if (row["has_new_place"].as<bool>() && !row["moves"].as<bool>())
        records.set_place(delivery.type, delivery.item_key, planned.place);
}

Intent intent_of(PlannedDelivery const& planned, pqxx::row const& row)
{
    auto const& delivery = planned.delivery;
    auto const hash = planned.is_removal ? std::nullopt : row["hash"].as<std::optional<std::string>>();
    // Until it is moved, the record says where it was, so that a further attempt knows.
    auto const place =
        delivery.moved_from ? row["former_place"].as<std::optional<std::string>>() : planned.place;
    return {delivery.type,      delivery.item_key, hash, delivery.notebook_uuid,
            delivery.page_uuid, delivery.marker,   place};
}

}  // namespace

std::set<std::optional<std::string>> places_in(std::span<PlannedDelivery const> plan, bool removals)
{
    std::set<std::optional<std::string>> places;
    for (auto const& planned : plan)
        if (!planned.outcome && planned.is_removal == removals)
            places.insert(planned.place);
    return places;
}

Plan prepare(pqxx::work& work, Target const& target, Integration const& integration,
             std::span<queue::Item const> items)
{
    ArrayText types, keys;
    for (auto const& item : items) {
        types.add(item.item_type);
        keys.add(item.item_key);
    }
    auto const values = plain_values_of(target, integration);
    auto const& usual_place = values.setting(target.ruled_place);
    // Otherwise PostgreSQL plans this large statement again for each item, which takes 5.5 ms, and running it
    // 0.3.
    kPlanMode.row(work, db::one_plan_mode());
    auto const rows =
        kReadItems.rows(work, integration.user_id, integration.id, integration.target_name,
                        names_of(extras_of(target, values)), types.str(), keys.str(), target.needs_siblings,
                        accepts(target, ItemType::notebook), usual_place);
    kPlanMode.row(work, db::usual_plan_mode());
    auto const deliverable = deliverable_types(target, values);
    Records records(work, integration.user_id, integration.target_name);
    Plan whole;
    auto& plan = whole.items;
    std::vector<Intent> intents;
    for (std::size_t i = 0; i < items.size(); ++i) {
        auto const row = rows[static_cast<pqxx::result::size_type>(i)];
        plan.push_back(plan_of(target, deliverable, usual_place, items[i], row));
        plan.back().delivery.templates = integration.templates;
        auto const& planned = plan.back();
        if (planned.outcome) {
            note_left(records, planned, row);
            continue;
        }
        intents.push_back(intent_of(planned, row));
        if (planned.is_removal && planned.delivery.type == ItemType::notebook)
            records.mark_removed_with_notebook(planned.delivery.notebook_uuid);
    }
    if (target.needs_notebook_state && !intents.empty())
        whole.notebook_state = notebook_state_of(work, integration.user_id, integration.target_name,
                                                 intents.front().notebook_uuid);
    auto marker = records.begin(intents);
    auto next = marker.begin();
    for (auto& planned : plan)
        if (!planned.outcome)
            planned.delivery.marker = std::move(*next++);
    return whole;
}

}  // namespace rmirror::targets
