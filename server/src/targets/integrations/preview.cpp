// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/integrations/preview.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "targets/integration.hpp"
#include "targets/integrations/preview_tally.hpp"
#include "targets/pg_arrays.hpp"
#include "targets/reconcile/scan_reader.hpp"
#include "targets/templates/templates.hpp"
#include "targets/values.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <pqxx/result>

#include <utility>
#include <vector>

namespace rmirror::targets {

namespace {

constexpr auto kFindChoice = "SELECT choice, rules FROM integrations WHERE user_id = $1 AND target_name = $2";

// Keeps the newest $2 previews of a user, who has few of them open at a time.
constexpr db::Statement kForgetOthers = R"sql(
    DELETE FROM previews
    WHERE user_id = $1 AND id IN (SELECT id FROM previews WHERE user_id = $1 ORDER BY asked_at DESC OFFSET $2))sql";

constexpr db::Statement kBegin = R"sql(
    INSERT INTO previews (user_id, target_name, question, digest)
    VALUES ($1, $2, $3::jsonb, sha256(convert_to($3::jsonb::text, 'UTF8')))
    ON CONFLICT (user_id, target_name, digest) DO UPDATE SET asked_at = excluded.asked_at
    RETURNING id)sql";

constexpr db::Statement kLock = R"sql(
    SELECT question -> 'types', question -> 'extras', question -> 'choice', stage, cursor_at, cursor_id, cursor_page,
           tally, sample, question -> 'rules', question ->> 'usual_place'
    FROM previews WHERE user_id = $1 AND id = $2 FOR UPDATE)sql";

// Compares as queue_differences() in the database does.
constexpr db::Statement kComparePiece = R"sql(
    WITH asked AS (
        SELECT array_agg(type) AS types, array_agg(key) AS keys
        FROM unnest($6::text[], $7::uuid[]) AS any_item (type, key)
        WHERE type IN (SELECT jsonb_array_elements_text($2::jsonb))),
    item AS MATERIALIZED (
        SELECT nth, item_type, item_key, notebook_id, page_id, is_kept, content, rule, stays, place,
               content_hash(content, (SELECT templates FROM integrations
                                      WHERE user_id = $1 AND target_name = $5)) AS hash
        FROM asked, items_to_send($1, nullif($4::jsonb, 'null'), nullif($9::jsonb, 'null'), $2::jsonb ? 'notebook',
                                  ARRAY(SELECT jsonb_array_elements_text($3::jsonb)), asked.types, asked.keys)),
    compared AS (
        SELECT item.item_type AS type, item.content, coalesce(item.notebook_id, record.notebook_uuid) AS notebook,
               item.nth, item.item_key, item.notebook_id, item.rule,
               CASE WHEN stays THEN CASE WHEN record.content_hash IS NOT NULL THEN 'keep' END
                    WHEN hash IS NOT NULL AND record.id IS NULL THEN 'create'
                    WHEN hash IS NOT NULL AND coalesce(record.place, $11) <> coalesce(item.place, $11)
                         AND is_placed(item.item_type, $2::jsonb ? 'notebook')
                         AND NOT coalesce((item.content ->> 'is_completed')::boolean, false) THEN 'move'
                    WHEN hash IS NOT NULL AND record.content_hash = hash THEN 'unchanged'
                    WHEN hash IS NOT NULL THEN 'update'
                    WHEN record.id IS NOT NULL AND record.content_hash IS NOT NULL THEN 'remove' END AS does,
               -- What lies in a notebook goes with it.
               hash IS NULL AND item.item_type <> 'notebook' AND NOT coalesce(item.is_kept, false) AND EXISTS (
                   SELECT 1 FROM sync_records AS of_notebook
                   WHERE of_notebook.user_id = (SELECT $1::uuid) AND of_notebook.notebook_uuid = record.notebook_uuid
                       AND of_notebook.target_name = $5 AND of_notebook.item_type = 'notebook'
                       AND of_notebook.deleted_at IS NULL AND of_notebook.content_hash IS NOT NULL) AS goes_along
        FROM item
        LEFT JOIN LATERAL (
            SELECT id, content_hash, notebook_uuid, place FROM sync_records
            WHERE user_id = (SELECT $1::uuid) AND target_name = $5 AND item_type = item.item_type
                AND item_key = item.item_key AND deleted_at IS NULL
            OFFSET 0) AS record ON true),
    by_notebook AS (
        SELECT notebook, coalesce(bool_or(does = 'create') FILTER (WHERE type LIKE 'notebook%'), false) AS is_new,
               count(*) FILTER (WHERE type = 'page_text' AND does = 'create') AS pages,
               coalesce(sum(jsonb_array_length(content -> 'pictures'))
                        FILTER (WHERE type = 'page_text' AND does = 'create'), 0) AS pictures,
               count(*) FILTER (WHERE type = 'todo' AND does = 'create') AS todos,
               count(*) FILTER (WHERE does IN ('update', 'move') OR (does = 'remove' AND NOT goes_along)) AS changes
        FROM compared WHERE does NOT IN ('unchanged', 'keep') GROUP BY notebook),
    -- If the target takes notebooks, rules decide about whole ones.
    ruled AS (
        SELECT *, does IN ('create', 'move', 'remove', 'keep') AND row_number() OVER (
                   PARTITION BY rule, does IN ('create', 'move', 'remove', 'keep') ORDER BY nth) <= $10 AS is_example
        FROM compared WHERE rule IS NOT NULL AND does IS NOT NULL AND (type = 'notebook' OR NOT $2::jsonb ? 'notebook'))
    SELECT (SELECT coalesce(jsonb_object_agg(type, counted), '{}')
            FROM (SELECT type, jsonb_build_object(
                      'create', count(*) FILTER (WHERE does = 'create'),
                      'update', count(*) FILTER (WHERE does = 'update'),
                      'remove', count(*) FILTER (WHERE does = 'remove'),
                      'unchanged', count(*) FILTER (WHERE does = 'unchanged'),
                      'move', count(*) FILTER (WHERE does = 'move'),
                      'keep', count(*) FILTER (WHERE does = 'keep')) AS counted
                  FROM compared GROUP BY type) AS by_type),
           (SELECT coalesce(jsonb_agg(jsonb_build_object(
                       'notebook', by_notebook.notebook, 'name', visible_name, 'is_new', is_new, 'pages', pages,
                       'pictures', pictures, 'todos', todos, 'changes', changes)
                   ORDER BY coalesce(last_modified, '-infinity') DESC, known.id DESC), '[]')
            FROM by_notebook LEFT JOIN LATERAL (
                SELECT id, visible_name, last_modified FROM notebooks
                WHERE user_id = (SELECT $1::uuid) AND id = notebook OFFSET 0) AS known
                ON true),
           (SELECT coalesce(jsonb_agg(jsonb_build_object(
                       'item_type', item_type, 'item_key', item_key, 'content', content, 'context', context)), '[]')
            FROM (
                SELECT item_type, item_key, content,
                       jsonb_build_object('visible_name', notebook.visible_name, 'full_path', notebook.full_path,
                                          'authors', to_jsonb(notebook.authors), 'page_number', page.page_number,
                                          'date_written', CASE WHEN item_type = 'todo' THEN date_on(page) END)
                           AS context
                FROM (SELECT * FROM item WHERE content IS NOT NULL
                      ORDER BY item_type = 'page_text' DESC, item_type, item_key LIMIT $8) AS sample
                LEFT JOIN notebooks AS notebook
                    ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = sample.notebook_id
                LEFT JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.id = sample.page_id) AS sampled),
           (SELECT coalesce(jsonb_agg(to_jsonb(by_rule)), '[]')
            FROM (
                SELECT rule, count(*) FILTER (WHERE does = 'create') AS create,
                       count(*) FILTER (WHERE does = 'move') AS move,
                       count(*) FILTER (WHERE does = 'remove') AS remove,
                       count(*) FILTER (WHERE does = 'keep') AS keep,
                       count(*) FILTER (WHERE does IN ('update', 'unchanged')) AS stay,
                       coalesce(jsonb_agg(jsonb_build_object('effect', does, 'visible_name', visible_name, 'text', text)
                                          ORDER BY nth) FILTER (WHERE is_example), '[]') AS examples
                FROM ruled LEFT JOIN LATERAL (
                    SELECT visible_name,
                           left(CASE type
                                    WHEN 'todo' THEN (
                                        SELECT text FROM todos WHERE user_id = (SELECT $1::uuid) AND id = item_key)
                                    WHEN 'highlight' THEN (
                                        SELECT coalesce(corrected_text, repaired_text, original_text) FROM highlights
                                        WHERE user_id = (SELECT $1::uuid) AND id = item_key) END, 100) AS text
                    FROM notebooks WHERE is_example AND user_id = (SELECT $1::uuid) AND id = ruled.notebook_id
                    OFFSET 0) AS named ON true
                GROUP BY rule) AS by_rule)
    FROM (SELECT) AS always)sql";

constexpr db::Statement kMove = R"sql(
    UPDATE previews
    SET stage = $3, cursor_at = $4, cursor_id = $5, cursor_page = $6, tally = $7::jsonb, sample = coalesce(sample, $8),
        asked_at = now()
    WHERE user_id = $1 AND id = $2)sql";

constexpr db::Statement kEnd = "DELETE FROM previews WHERE user_id = $1 AND id = $2";

constexpr db::Statement kShowPreviewProgress = R"sql(
    SELECT count(*), count(*) FILTER (WHERE $2 <> 'notebooks' OR (coalesce(last_modified, '-infinity'), id) > ($3, $4))
    FROM notebooks WHERE user_id = $1 AND NOT is_gone AND document_type <> 'folder')sql";

constexpr int kMaxPreviews = 5;
constexpr auto kMaxExamples = static_cast<std::int64_t>(PreviewTally::kMaxExamples);

constexpr auto kFindTemplates =
    "SELECT coalesce(templates, '{}') FROM integrations WHERE user_id = $1 AND target_name = $2";

constexpr auto kFindSettings = "SELECT settings FROM integrations WHERE user_id = $1 AND target_name = $2";

/// The values of the request; without any, the stored ones; without those, the defaults.
Values values_of(pqxx::work& work, Target const& target, UserId const& user_id, GivenValues const& given)
{
    Integration integration;
    for (auto const& [key, value] : given)
        integration.settings[key] = value;
    if (!given.empty())
        return plain_values_of(target, integration);
    auto const rows = work.exec_params(kFindSettings, user_id, std::string(target.name));
    if (!rows.empty())
        integration.settings = boost::json::parse(rows[0][0].as<std::string>()).as_object();
    return plain_values_of(target, integration);
}

Delivery delivery_of(boost::json::object const& sampled)
{
    Delivery delivery;
    delivery.type = item_type_of(std::string(sampled.at("item_type").as_string())).value();
    delivery.item_key = std::string(sampled.at("item_key").as_string());
    delivery.content = sampled.at("content").as_object();
    delivery.context = sampled.at("context").as_object();
    delivery.notebook_uuid = std::string(delivery.content.at("notebook_uuid").as_string());
    if (auto const* const page = delivery.content.if_contains("page_uuid"))
        delivery.page_uuid = std::string(page->as_string());
    return delivery;
}

boost::json::object templates_of(pqxx::work& work, Target const& target, UserId const& user_id)
{
    auto const rows = work.exec_params(kFindTemplates, user_id, std::string(target.name));
    return rows.empty() ? boost::json::object() : boost::json::parse(rows[0][0].c_str()).as_object();
}

/// The text of the sampled items as the stored templates make it, or nullopt if there is none.
std::optional<std::string> sample_of(pqxx::work& work, Target const& target, UserId const& user_id,
                                     boost::json::array const& sampled)
{
    if (sampled.empty() || !target.preview)
        return std::nullopt;
    auto const templates = templates_of(work, target, user_id);
    std::vector<Delivery> deliveries;
    for (auto const& each : sampled)
        deliveries.push_back(delivery_of(each.as_object()));
    std::vector<Delivery*> items;
    for (auto& delivery : deliveries) {
        delivery.templates = templates;
        items.push_back(&delivery);
    }
    auto const failures = apply_templates(items);
    std::string text;
    for (std::size_t i = 0; i < deliveries.size(); ++i)
        text += (text.empty() ? "" : "\n\n") +
                (failures[i] ? failures[i]->outcome.message : target.preview(deliveries[i]));
    return text;
}

/// What to count, as JSON: {types, extras, choice, rules, usual_place}.
std::string question_of(pqxx::work& work, Target const& target, UserId const& user_id, Setup const& setup)
{
    auto const values = values_of(work, target, user_id, setup.values);
    auto const stored = work.exec_params(kFindChoice, user_id, std::string(target.name));
    auto const asked_or_stored = [&stored](auto const& asked, int column) -> boost::json::value {
        if (asked)
            return *asked ? boost::json::parse(json_of(**asked)) : boost::json::value();
        bool const is_known = !stored.empty() && !stored[0][column].is_null();
        return is_known ? boost::json::parse(stored[0][column].c_str()) : boost::json::value();
    };
    boost::json::array types;
    for (auto const type : deliverable_types(target, values))
        types.emplace_back(std::string(to_string(type)));
    boost::json::array extras;
    for (auto const extra : extras_of(target, values))
        extras.emplace_back(std::string(name_of(extra)));
    return boost::json::serialize(boost::json::object{{"types", std::move(types)},
                                                      {"extras", std::move(extras)},
                                                      {"choice", asked_or_stored(setup.choice, 0)},
                                                      {"rules", asked_or_stored(setup.rules, 1)},
                                                      {"usual_place", values.setting(target.ruled_place)}});
}

Counting show_progress(pqxx::work& work, UserId const& user_id, Cursor const& cursor)
{
    auto const row = kShowPreviewProgress.row(work, user_id, cursor.stage, cursor.at, cursor.id);
    return Counting{boost::json::object{{"notebooks", row[0].as<std::int64_t>()},
                                        {"compared_notebooks", row[1].as<std::int64_t>()}}};
}

}  // namespace

PreviewId begin_preview(pqxx::work& work, Target const& target, UserId const& user_id, Setup const& setup)
{
    auto id =
        kBegin.row(work, user_id, std::string(target.name), question_of(work, target, user_id, setup))[0]
            .as<PreviewId>();
    kForgetOthers.rows(work, user_id, kMaxPreviews);
    return id;
}

std::variant<Counting, Counted> count_piece(pqxx::work& work, Settings const& settings, Target const& target,
                                            UserId const& user_id, PreviewId const& id)
{
    auto const known = kLock.rows(work, user_id, id);
    if (known.empty())
        return show_progress(work, user_id, {});
    auto const row = known[0];
    ScanScope const walk{.target_name = std::string(target.name),
                         .max_pages = 500,
                         .max_records = 1000,
                         .visits_items_once = true};
    auto const piece = read_scan_piece(work, user_id, walk,
                                       {row[3].as<std::string>(), row[4].as<std::string>(),
                                        row[5].as<std::string>(), row[6].as<std::string>()});
    auto const compared = kComparePiece.row(
        work, user_id, row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::string>(),
        walk.target_name, piece.types, piece.keys, static_cast<std::int64_t>(target.previewed_items),
        row[9].as<std::string>("null"), kMaxExamples, row[10].as<std::string>(""));
    PreviewTally tally(target, boost::json::parse(row[7].as<std::string>()).as_object());
    tally.add(boost::json::parse(compared[0].as<std::string>()).as_object(),
              boost::json::parse(compared[1].as<std::string>()).as_array());
    tally.add_rules(boost::json::parse(compared[3].c_str()).as_array());
    auto sample = row[8].as<std::optional<std::string>>();
    if (!sample)
        sample =
            sample_of(work, target, user_id, boost::json::parse(compared[2].as<std::string>()).as_array());
    if (piece.next.stage != "done") {
        kMove.rows(work, user_id, id, piece.next.stage, piece.next.at, piece.next.id, piece.next.page,
                   boost::json::serialize(tally.json()), sample);
        return show_progress(work, user_id, piece.next);
    }
    kEnd.rows(work, user_id, id);
    boost::json::object preview{{"items", tally.items()},
                                {"sample", nullptr},
                                {"estimate", tally.estimate(settings)},
                                {"rules", tally.rules(boost::json::parse(row[9].as<std::string>("null")))}};
    if (sample)
        preview["sample"] = *sample;
    return Counted{std::move(preview)};
}

}  // namespace rmirror::targets
