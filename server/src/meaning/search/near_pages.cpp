// SPDX-License-Identifier: AGPL-3.0-or-later
#include "meaning/search/near_pages.hpp"

#include "db/array_text.hpp"
#include "db/citus.hpp"
#include "db/extensions.hpp"
#include "db/ids.hpp"
#include "meaning/passages.hpp"
#include "search/snippet.hpp"

#include <boost/json.hpp>
#include <pqxx/binarystring>
#include <pqxx/result>

#include <algorithm>
#include <map>
#include <utility>

namespace rmirror::meaning {

namespace json = boost::json;

namespace {

// Planned for the given values, so that conditions that aren't asked for cost nothing.
constexpr auto kFindNear = R"sql(
    WITH near AS MATERIALIZED (
        SELECT page_id, ordinal FROM passages
        WHERE user_id = $1 AND space = $2 AND is_live
            AND ($5::uuid[] IS NULL OR notebook_id = ANY ($5::uuid[])) AND notebook_id <> ALL ($6::uuid[])
            AND ($7::uuid IS NULL OR page_id <> $7::uuid)
            AND ($8::text[] = '{}' OR NOT EXISTS (
                SELECT 1 FROM unnest($8::text[]) AS wanted (tag)
                WHERE NOT EXISTS (SELECT 1 FROM notebooks AS notebook
                                  WHERE notebook.user_id = (SELECT $1::uuid) AND notebook.id = passages.notebook_id
                                      AND lower(tag) = ANY (lower(notebook.tags::text)::text[]))
                    AND NOT EXISTS (SELECT 1 FROM pages AS page
                                    WHERE page.user_id = (SELECT $1::uuid) AND page.id = passages.page_id
                                        AND lower(tag) = ANY (lower(page.tags::text)::text[]))))
        ORDER BY bit_count(signs # $3::bit varying), page_id, ordinal LIMIT $4)
    SELECT near.page_id, near.ordinal, substr(page.vectors, near.ordinal * $9::integer + 1, $9::integer)
    FROM near
    JOIN embedded_pages AS page ON page.user_id = (SELECT $1::uuid) AND page.page_id = near.page_id
        AND page.space = $2)sql";

/// The same with pgvector's comparison of bits (0.7 and later), which takes less time.
std::string find_near_by_pgvector()
{
    constexpr std::string_view kOwn = "bit_count(signs # $3::bit varying)";
    std::string sql = kFindNear;
    return sql.replace(sql.find(kOwn), kOwn.size(), "hamming_distance(signs, $3::bit varying)");
}

std::string find_near()
{
    static std::string const by_pgvector = find_near_by_pgvector();
    return db::routable(db::has_pgvector() ? by_pgvector.c_str() : kFindNear);
}

constexpr auto kReadVectorsOfPage =
    "SELECT vectors FROM embedded_pages WHERE user_id = $1 AND page_id = $2 AND space = $3";

constexpr auto kShowPages = R"sql(
    SELECT notebook_json(notebook), page.id, page.page_uuid, page.page_number, wanted.ordinal, wanted.nth,
           left(concat_ws(E'\n\n', nullif(typed_text, ''),
                          without_attachment_links(coalesce(document, ocr_text))), 110000),
           translate(known.hashes[wanted.ordinal + 1]::text, '-', '')
    FROM unnest($2::uuid[], $3::integer[]) WITH ORDINALITY AS wanted (page_id, ordinal, nth)
    JOIN pages AS page ON page.user_id = (SELECT $1::uuid) AND page.id = wanted.page_id
    JOIN notebooks AS notebook ON notebook.user_id = (SELECT $1::uuid) AND notebook.id = page.notebook_id
    JOIN embedded_pages AS known ON known.user_id = (SELECT $1::uuid) AND known.page_id = page.id
    WHERE page.deleted_at IS NULL AND notebook.deleted_at IS NULL AND NOT notebook.is_trashed
    ORDER BY wanted.nth)sql";

std::optional<Vector8> vector_in(pqxx::field const& field, std::size_t dimensions)
{
    pqxx::binarystring const bytes(field);
    return Vector8::parse({bytes.get(), bytes.size()}, dimensions);
}

/// The passage with the hash or, if the text has changed since, the one at its place.
std::string passage_in(std::string const& text, std::string const& hash, std::size_t ordinal)
{
    auto passages = passages_of(text);
    auto const found = std::find_if(passages.begin(), passages.end(),
                                    [&](auto const& passage) { return hash_of(passage) == hash; });
    if (found != passages.end())
        return std::move(*found);
    return passages.empty() ? std::string() : std::move(passages[std::min(ordinal, passages.size() - 1)]);
}

}  // namespace

std::vector<NearPage> near_pages(pqxx::work& work, UserId const& user_id, Space const& space,
                                 Vector8 const& vector, Where const& where, std::size_t max)
{
    auto const rows =
        work.exec_params(find_near(), user_id, space.id, vector.signs(), kCompared, where.only_in,
                         where.not_in, where.other_than, where.tags, Vector8::bytes_of(space.dimensions));
    std::map<std::string, NearPage> best;
    for (auto const& row : rows) {
        auto const other = vector_in(row[2], space.dimensions);
        if (!other)
            continue;
        NearPage near{row[0].as<PageId>(), row[1].as<int>(), vector.similarity(*other)};
        auto const [known, is_new] = best.try_emplace(near.page_id.text(), near);
        if (!is_new && near.similarity > known->second.similarity)
            known->second = near;
    }
    std::vector<NearPage> pages;
    for (auto const& [id, page] : best)
        if (page.similarity > 0)
            pages.push_back(page);
    std::stable_sort(pages.begin(), pages.end(), [](NearPage const& left, NearPage const& right) {
        return left.similarity > right.similarity;
    });
    pages.resize(std::min(pages.size(), max));
    return pages;
}

std::optional<Vector8> vector_of_page(pqxx::work& work, UserId const& user_id, Space const& space,
                                      PageId const& page_id)
{
    auto const rows = work.exec_params(kReadVectorsOfPage, user_id, page_id, space.id);
    if (rows.empty())
        return std::nullopt;
    pqxx::binarystring const bytes(rows[0][0]);
    std::string_view left(bytes.get(), bytes.size());
    auto const width = Vector8::bytes_of(space.dimensions);
    std::vector<Vector8> vectors;
    for (; left.size() >= width; left.remove_prefix(width))
        if (auto vector = Vector8::parse(left.substr(0, width), space.dimensions))
            vectors.push_back(std::move(*vector));
    return vectors.empty() ? std::nullopt : Vector8::mean(vectors);
}

std::vector<ShownPage> show(pqxx::work& work, UserId const& user_id, std::vector<NearPage> const& pages)
{
    ArrayText ids;
    ArrayText ordinals;
    for (auto const& page : pages) {
        ids.add(page.page_id);
        ordinals.add(static_cast<std::size_t>(page.ordinal));
    }
    std::vector<ShownPage> shown;
    for (auto const& row : work.exec_params(db::routable(kShowPages), user_id, ids.str(), ordinals.str())) {
        auto text =
            passage_in(row[6].as<std::string>(), row[7].as<std::string>(""), row[4].as<std::size_t>());
        std::erase_if(text,
                      [](char byte) { return byte == search::kWordBegins || byte == search::kWordEnds; });
        shown.push_back({json::parse(row[0].as<std::string>()).as_object(),
                         {{"id", row[1].as<std::string>()},
                          {"page_uuid", row[2].as<std::string>()},
                          {"page_number", row[3].as<int>()}},
                         search::snippet_of(text),
                         pages.at(row[5].as<std::size_t>() - 1).similarity});
    }
    return shown;
}

}  // namespace rmirror::meaning
