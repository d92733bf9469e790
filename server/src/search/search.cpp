// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/search.hpp"

#include "db/array_text.hpp"
#include "db/citus.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "input/uuid.hpp"
#include "search/columns.hpp"
#include "search/queries.hpp"
#include "search/snippet.hpp"

#include <boost/json.hpp>
#include <pqxx/result>

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace rmirror::search {

namespace json = boost::json;

namespace {

/// With fewer pages and names than this, similarly spelt words are searched as well.
constexpr int kFew = 5;
/// Per language: the newest of all matches.
constexpr int kMaxHits = 500;
constexpr int kMaxPages = 5;     // Of a notebook.
constexpr int kMaxSnippets = 3;  // Of a page.
/// How much of a page's highlights, and so of its todos, is looked through for snippets, in characters: as
/// much as a search document holds (write_page_document() of the database).
constexpr int kMaxLookedThrough = 50'000;

// OFFSET 0 has the pages of each notebook looked up: PostgreSQL would read all pages of the user first.
constexpr db::Statement kFindScope = R"sql(
    WITH RECURSIVE folders AS (
        SELECT $2::uuid AS notebook_uuid
        UNION
        SELECT inner_one.notebook_uuid FROM notebooks AS inner_one JOIN folders ON parent_uuid = folders.notebook_uuid
        WHERE user_id = $1 AND deleted_at IS NULL)
    SELECT (SELECT coalesce(array_agg(id), '{}') FROM notebooks
            WHERE user_id = $1 AND deleted_at IS NULL
                AND ($2::uuid IS NULL OR notebook_uuid IN (SELECT notebook_uuid FROM folders))
                AND ($3::uuid IS NULL OR notebook_uuid = $3 OR id = $3)
                AND ($10::uuid IS NULL OR workspace_id = $10)
                AND ($4::timestamptz IS NULL OR coalesce(last_modified, updated_at) >= $4)
                AND ($5::timestamptz IS NULL OR coalesce(last_modified, updated_at) < $5)
                AND ($7::boolean IS NULL OR is_pinned = $7)
                AND (cardinality($8::text[]) = 0 OR (document_type <> 'folder' AND (
                    EXISTS (SELECT 1 FROM pages
                            WHERE pages.user_id = (SELECT $1::uuid) AND notebook_id = notebooks.id
                                AND pages.deleted_at IS NULL
                                AND progress_of(ocr_status) = ANY (array_remove($8::text[], 'synced')) OFFSET 0)
                    OR ('synced' = ANY ($8::text[]) AND NOT EXISTS (
                        SELECT 1 FROM pages
                        WHERE pages.user_id = (SELECT $1::uuid) AND notebook_id = notebooks.id
                            AND pages.deleted_at IS NULL AND progress_of(ocr_status) <> 'synced' OFFSET 0)))))
                AND NOT EXISTS (
                    SELECT 1 FROM unnest($9::text[]) AS wanted (tag)
                    WHERE lower(tag) <> ALL (lower(notebooks.tags::text)::text[])
                        AND NOT EXISTS (SELECT 1 FROM pages
                                        WHERE pages.user_id = (SELECT $1::uuid) AND notebook_id = notebooks.id
                                            AND pages.deleted_at IS NULL AND pages.tags <> '{}'
                                            AND lower(tag) = ANY (lower(pages.tags::text)::text[])))),
           (SELECT coalesce(array_agg(id), '{}') FROM notebooks
            WHERE user_id = $1 AND lower($6) = ANY (lower(tags::text)::text[])))sql";

// The statements that follow are planned once per connection: planning takes longer than finding a rare word,
// and a plan for the given values is no better.
constexpr db::Statement kListTrashed = R"sql(
    SELECT coalesce(array_agg(id), '{}'), set_config('plan_cache_mode', $2, true)
    FROM notebooks WHERE user_id = $1 AND is_trashed)sql";

// Scores: a page has 0.6 to 1, by how often and how close to each other the words occur in it, and where:
// tags count most, then to-dos, highlights and text. A name has a score by how much of it the query covers.
// An inexact match counts less. A notebook has its best score, and a little more if its name matches as well.
// Of equal scores the newest notebook comes first, so scores are rounded to hundredths.
constexpr db::Statement kFind = R"sql(
    WITH asked AS (
        SELECT nth, language, query, exact, only_in::uuid[],
               regexp_replace(querytree(whole), ' & ', ' | ', 'g')::tsquery AS shown
        FROM unnest($2::text[], $3::tsquery[], $4::tsquery[], $5::text[], $18::tsquery[]) WITH ORDINALITY
            AS asked (language, query, exact, only_in, whole, nth)),
    all_hits AS MATERIALIZED (
        SELECT hit.notebook_id, hit.page_id, asked.nth, asked.language, shown, hit.rank,
               CASE WHEN hit.is_exact THEN 1 ELSE 0.7 END AS certainty
        FROM asked CROSS JOIN LATERAL search_hits(asked.language, query, exact, only_in, $6::uuid[], lower($7),
                                                  $8::uuid[], $9::integer) AS hit),
    hits AS MATERIALIZED (
        SELECT DISTINCT ON (notebook_id, page_id) * FROM all_hits
        WHERE NOT EXISTS (  -- The first tag was looked at among all that match.
            SELECT 1 FROM unnest(($19::text[])[2:]) AS wanted (tag)
            WHERE NOT EXISTS (SELECT 1 FROM notebooks
                              WHERE user_id = (SELECT $1::uuid) AND id = all_hits.notebook_id
                                  AND lower(tag) = ANY (lower(tags::text)::text[]))
                AND NOT EXISTS (SELECT 1 FROM pages
                                WHERE user_id = (SELECT $1::uuid) AND id = all_hits.page_id
                                    AND lower(tag) = ANY (lower(tags::text)::text[])))
        ORDER BY notebook_id, page_id, rank * certainty DESC),
    found AS (
        SELECT hits.notebook_id,
               coalesce(max((0.6 + 0.4 * rank / (1 + rank)) * certainty) FILTER (WHERE page_id IS NOT NULL), 0)
                   AS in_pages,
               coalesce(max((0.6 + 0.4 * similarity(unaccent(visible_name), unaccent($10))) * certainty)
                        FILTER (WHERE page_id IS NULL), 0) AS in_name,
               (extract(epoch FROM coalesce(last_modified, updated_at)) * 1000000)::bigint AS modified
        FROM hits JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = hits.notebook_id
        GROUP BY hits.notebook_id, modified),
    ranked AS (
        SELECT notebook_id, modified,
               round(100 * least(1, greatest(in_pages, in_name)
                                    + CASE WHEN in_pages > 0 AND in_name > 0 THEN 0.05 ELSE 0 END))::integer AS score
        FROM found),
    shown AS (
        SELECT *, row_number() OVER (ORDER BY score DESC, modified DESC, notebook_id) AS nth
        FROM ranked
        WHERE $11::integer IS NULL OR score < $11
            OR (score = $11 AND (modified < $12::bigint OR (modified = $12 AND notebook_id > $13::uuid)))
        ORDER BY nth LIMIT $14::integer + 1)
    SELECT (SELECT count(*) FROM ranked), (SELECT count(*) FROM hits),
           (SELECT count(*) >= $9 FROM all_hits GROUP BY nth ORDER BY 1 DESC LIMIT 1),
           shown.score || '.' || shown.modified || '.' || shown.notebook_id, shown.score, notebook_json(notebook),
           ts_headline((SELECT search_configuration(search_language(NULL))),
                       search_apart(translate(visible_name, E'\x02\x03\x1F', '')),
                       (SELECT asked.shown FROM asked WHERE language = search_language(NULL) LIMIT 1),
                       E'HighlightAll=true, StartSel=\x02, StopSel=\x03'),
           page.id, page.page_uuid, page.page_number, source, marked
    FROM (SELECT) AS always
    LEFT JOIN shown ON true
    LEFT JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = shown.notebook_id
    LEFT JOIN LATERAL (
        SELECT page.*, hits.language, hits.shown, row_number() OVER (ORDER BY rank * certainty DESC, page_number) AS nth
        FROM hits JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.id = hits.page_id
        WHERE hits.notebook_id = notebook.id AND shown.nth <= $14
        ORDER BY nth LIMIT $15) AS page ON true
    LEFT JOIN LATERAL (
        SELECT source, place, marked
        FROM (SELECT source, place, so_far, given
              FROM (SELECT source, place, left(given, 100000) AS given,
                           sum(length(given)) OVER (PARTITION BY place ORDER BY nth) AS so_far
                    FROM (SELECT 'text' AS source, 1 AS place, 0::bigint AS nth,
                                 without_attachment_links(coalesce(page.document, page.ocr_text)) AS given
                          UNION ALL SELECT 'typed_text', 2, 0, page.typed_text
                          UNION ALL SELECT 'highlight', 3, ordinal,
                                           concat_ws(E'\n', original_text, corrected_text, repaired_text, note)
                          FROM highlights WHERE user_id = (SELECT $1::uuid) AND page_id = page.id AND deleted_at IS NULL
                          UNION ALL SELECT 'todo', 4, row_number() OVER (ORDER BY id), text
                          FROM todos WHERE user_id = (SELECT $1::uuid) AND page_id = page.id AND deleted_at IS NULL
                          UNION ALL SELECT 'tag', 5, tag_nth, tag
                          FROM unnest(page.tags) WITH ORDINALITY AS tagged (tag, tag_nth)) AS part
                    WHERE given <> '') AS measured
              WHERE so_far - length(given) < $17
              ORDER BY place, so_far) AS part
            CROSS JOIN LATERAL ts_headline(search_configuration(page.language),
                                           search_apart(translate(given, E'\x02\x03\x1F', '')),
                                           page.shown, E'MaxWords=35, MinWords=15, StartSel=\x02, StopSel=\x03')
                AS marked
        WHERE strpos(marked, E'\x02') > 0
        ORDER BY place, so_far LIMIT $16) AS snippet ON true
    ORDER BY shown.nth, page.nth, place)sql";

pqxx::result find_rows(pqxx::work& work, UserId const& user_id, Question const& question, Scope const& scope,
                       std::vector<Query> const& queries)
{
    ArrayText languages;
    ArrayText asked;
    ArrayText exact;
    ArrayText only_in;
    ArrayText whole;
    for (auto const& query : queries) {
        languages.add(query.language);
        asked.add(query.asked);
        exact.add(query.exact);
        only_in.add(query.only_in);
        whole.add(query.whole);
    }
    auto const after = [&](auto member) {
        return question.after ? std::optional((*question.after).*member) : std::nullopt;
    };
    return kFind.rows(work, user_id, languages.str(), asked.str(), exact.str(), only_in.str(), scope.not_in,
                      first_tag(question), scope.tagged, kMaxHits, question.text, after(&Cursor::score),
                      after(&Cursor::modified), after(&Cursor::notebook_id), question.limit, kMaxPages,
                      kMaxSnippets, kMaxLookedThrough, whole.str(), ArrayText(question.tags).str());
}

enum Column {
    total,
    hits,
    is_full,
    cursor,
    score,
    notebook,
    name,
    page_id,
    page_uuid,
    page_number,
    source,
    marked
};

json::object page_of(pqxx::row const& row)
{
    return {{"id", text_of(row[page_id])},
            {"page_uuid", text_of(row[page_uuid])},
            {"page_number", row[page_number].as<int>()},
            {"snippets", json::array{}}};
}

json::object item_of(pqxx::row const& row)
{
    return {{"notebook", json::parse(text_of(row[notebook]))},
            {"score", row[score].as<int>() / 100.0},
            {"name", snippet_of(row[name].c_str())},
            {"pages", json::array{}}};
}

/// Groups rows into items. Each row is a snippet; rows are sorted by notebook, then by page.
Found found_in(pqxx::result const& rows, Question const& question)
{
    Found found;
    found.total = rows.empty() ? 0 : rows[0][total].as<int>();
    found.is_complete = rows.empty() || !rows[0][is_full].as<bool>(false);
    for (auto const& row : rows) {
        if (row[cursor].is_null())
            break;
        if (found.items.empty() || text_of(row[cursor]) != found.items.back().cursor) {
            if (static_cast<std::int64_t>(found.items.size()) == question.limit) {
                found.has_more = true;
                break;
            }
            found.items.push_back({text_of(row[cursor]), item_of(row)});
        }
        if (row[page_id].is_null())
            continue;
        auto& pages = found.items.back().json.at("pages").as_array();
        if (pages.empty() || pages.back().at("id").as_string() != row[page_id].c_str())
            pages.push_back(page_of(row));
        if (row[marked].is_null())
            continue;
        auto snippet = snippet_of(row[marked].c_str());
        snippet["source"] = text_of(row[source]);
        pages.back().at("snippets").as_array().push_back(std::move(snippet));
    }
    return found;
}

/// Best first, as the statement sorts: by score, by when the notebook was modified, by its id.
bool comes_before(Found::Item const& left, Found::Item const& right)
{
    auto const key = [](Found::Item const& item) {
        auto const cursor = Cursor::parse(item.cursor).value_or(Cursor{"0", "0", {}});
        return std::tuple(-std::stoll(cursor.score), -std::stoll(cursor.modified), cursor.notebook_id.text());
    };
    return key(left) < key(right);
}

json::array shown(std::vector<Correction> const& corrections)
{
    json::array all;
    for (auto const& correction : corrections)
        all.push_back(json::object{{"word", correction.word}, {"also", correction.shown}});
    return all;
}

bool is_number(std::string_view text, std::size_t max_digits)
{
    return !text.empty() && text.size() <= max_digits &&
           text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::optional<Cursor> Cursor::parse(std::string_view text)
{
    auto const first = std::min(text.find('.'), text.size());
    auto const second = std::min(text.find('.', first + 1), text.size());
    auto const score = text.substr(0, first);
    auto const modified =
        first < text.size() ? text.substr(first + 1, second - first - 1) : std::string_view();
    auto const id = second < text.size() ? input::parse_uuid(text.substr(second + 1)) : std::nullopt;
    if (!is_number(score, 3) || !is_number(modified, 17) || !id)
        return std::nullopt;
    return Cursor{std::string(score), std::string(modified), NotebookId(*id)};
}

Scope scope_of(pqxx::work& work, UserId const& user_id, Question const& question)
{
    Scope scope{std::nullopt, text_of(kListTrashed.row(work, user_id, db::one_plan_mode())[0]), "{}"};
    bool const is_bounded = question.folder || question.notebook || question.workspace || question.from ||
                            question.to || question.is_pinned || !question.states.empty() ||
                            question.tags.size() > 1;
    if (!is_bounded && question.tags.empty())
        return scope;
    auto const row =
        kFindScope.row(work, user_id, question.folder, question.notebook, question.from, question.to,
                       first_tag(question), question.is_pinned, ArrayText(question.states).str(),
                       ArrayText(question.tags).str(), question.workspace);
    if (is_bounded)
        scope.only_in = text_of(row[0]);
    scope.tagged = text_of(row[1]);
    return scope;
}

Found find(pqxx::work& work, UserId const& user_id, Question const& question)
{
    auto queries = read_question(work, user_id, question.text);
    if (queries.empty())
        return {};
    auto const scope = scope_of(work, user_id, question);
    auto rows = find_rows(work, user_id, question, scope,
                          with_name_matches(work, user_id, question, scope, queries, {}));
    std::vector<Correction> corrections;
    if (rows[0][hits].as<int>() < kFew)
        corrections = find_corrections(work, question, scope, queries);
    if (!corrections.empty()) {
        widen(work, queries, corrections);
        rows = find_rows(work, user_id, question, scope,
                         with_name_matches(work, user_id, question, scope, queries, corrections));
    }
    auto found = found_in(rows, question);
    found.corrections = shown(corrections);
    return found;
}

std::string answer(std::vector<Found> found, Question const& question)
{
    Found all;
    for (auto& each : found) {
        std::move(each.items.begin(), each.items.end(), std::back_inserter(all.items));
        all.has_more = all.has_more || each.has_more;
        all.total += each.total;
        all.is_complete = all.is_complete && each.is_complete;
        if (all.corrections.empty())
            all.corrections = std::move(each.corrections);
    }
    if (found.size() > 1)
        std::sort(all.items.begin(), all.items.end(), comes_before);
    auto const limit = static_cast<std::size_t>(question.limit);
    bool const has_next = all.has_more || all.items.size() > limit;
    json::array items;
    for (auto& item : all.items)
        if (items.size() < limit)
            items.push_back(std::move(item.json));
    json::value const next = has_next ? json::value(all.items.at(items.size() - 1).cursor) : json::value();
    return json::serialize(json::object{{"items", std::move(items)},
                                        {"total", all.total},
                                        {"is_complete", all.is_complete},
                                        {"corrections", std::move(all.corrections)},
                                        {"next", next}});
}

std::string answer(pqxx::work& work, UserId const& user_id, Question const& question)
{
    std::vector<Found> found;
    found.push_back(find(work, user_id, question));
    return answer(std::move(found), question);
}

}  // namespace rmirror::search
