// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/queries.hpp"

#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "search/columns.hpp"
#include "search/parts.hpp"

#include <boost/json/parse.hpp>
#include <pqxx/result>

#include <algorithm>
#include <iterator>
#include <utility>

namespace rmirror::search {

namespace {

constexpr int kMaxWordsCorrected = 5;
constexpr int kMaxNamed = 5;  // Distinct remainders of a query that names leave.

// Finds the user's languages by a loose index scan. Excluded words have nothing to show, so a query that
// consists of excluded words alone returns no row.
constexpr db::Statement kReadQuestion = R"sql(
    WITH RECURSIVE spoken AS (
        (SELECT language FROM search_documents WHERE user_id = $1 ORDER BY language LIMIT 1)
        UNION ALL
        SELECT (SELECT language FROM search_documents AS more
                WHERE more.user_id = $1 AND more.language > spoken.language ORDER BY language LIMIT 1)
        FROM spoken WHERE spoken.language IS NOT NULL),
    asked AS (
        SELECT language, search_query(search_configuration(language), $2) AS query
        FROM spoken WHERE language IS NOT NULL)
    SELECT language, query FROM asked
    WHERE querytree(query) NOT IN ('', 'T') ORDER BY language)sql";

// Excluded words aren't corrected. Neither is a word that occurs within the scope, as long as another
// doesn't. Near words that differ in their ending only are left out: stemming finds them already.
constexpr db::Statement kFindNearWords = R"sql(
    WITH asked AS (
        SELECT lexeme, positions[1] AS place,
               search_knows(lexeme)
               AND search_stands(lexeme, $3::text[], $4::uuid[], $5::uuid[], lower($6), $7::uuid[]) AS is_known
        FROM unnest(to_tsvector('search_simple',
                                search_apart(regexp_replace($1, '(^|\s)-("[^"]*"|\S+)', ' ', 'g'))))
        WHERE length(lexeme) BETWEEN 3 AND 32),
    doubtful AS (
        SELECT * FROM asked WHERE is_known = (SELECT bool_and(is_known) FROM asked) ORDER BY place LIMIT $2)
    SELECT lexeme, array_agg(near.word), jsonb_agg(near.word)
    FROM doubtful CROSS JOIN LATERAL search_near_words(lexeme, $3::text[], $4::uuid[], $5::uuid[], lower($6),
                                                       $7::uuid[]) AS near
    WHERE NOT EXISTS (SELECT 1 FROM unnest($3::text[]) AS language, search_configuration(language) AS configuration
                      WHERE plainto_tsquery(configuration, word) = plainto_tsquery(configuration, lexeme))
    GROUP BY lexeme, place ORDER BY place)sql";

// Parses the parts as names are parsed.
constexpr db::Statement kReadParts = R"sql(
    SELECT language, search_query(search_configuration(language), part)
    FROM search_language(NULL) AS language, unnest($1::text[]) WITH ORDINALITY AS given (part, nth) ORDER BY nth)sql";

// The part of the query that pages still have to match, and the notebooks whose names match the rest; NULL if
// their names match all of it.
constexpr db::Statement kFindNamed = R"sql(
    SELECT rest, notebooks
    FROM search_named($1::tsquery[]) AS named (answered, all_of_them)
    CROSS JOIN LATERAL (SELECT string_agg(part, ' ' ORDER BY nth) AS rest
                        FROM unnest($2::text[]) WITH ORDINALITY AS given (part, nth)
                        WHERE nth <> ALL (answered)) AS asked
    CROSS JOIN LATERAL (SELECT array_agg(id) AS notebooks FROM unnest(all_of_them) AS id
                        WHERE $3::uuid[] IS NULL OR id = ANY ($3::uuid[])) AS inside
    WHERE notebooks IS NOT NULL
    LIMIT $4)sql";

constexpr db::Statement kWiden = R"sql(
    SELECT ts_rewrite($1, plainto_tsquery(configuration, $3),
                      plainto_tsquery(configuration, $3) || to_tsquery(configuration, array_to_string($4::text[], ' | ')))
    FROM search_configuration($2) AS configuration)sql";

/// Queries for the pages of notebooks whose names, or whose folders' names, match some parts: the pages must
/// match the remaining ones. If the names match all parts, pages that match any of them are found.
std::vector<Query> remainder_queries(pqxx::work& work, UserId const& user_id, Parts const& parts,
                                     Scope const& scope, std::vector<Correction> const& corrections)
{
    ArrayText texts;
    for (auto const& part : parts.wanted)
        texts.add(part);
    std::vector<Query> named;
    for (auto const& row : kReadParts.rows(work, texts.str()))
        named.push_back({text_of(row[0]), text_of(row[1]), "", "", {}});
    widen(work, named, corrections);
    ArrayText asked;
    for (auto const& query : named)
        asked.add(query.asked);
    std::vector<Query> rests;
    for (auto const& row : kFindNamed.rows(work, asked.str(), texts.str(), scope.only_in, kMaxNamed))
        for (auto const& rest : row[0].is_null() ? parts.wanted : std::vector{text_of(row[0])})
            for (auto& query : read_question(work, user_id, rest + parts.unwanted)) {
                query.only_in = text_of(row[1]);
                rests.push_back(std::move(query));
            }
    widen(work, rests, corrections);
    return rests;
}

}  // namespace

std::optional<std::string> first_tag(Question const& question)
{
    return question.tags.empty() ? std::nullopt : std::optional(question.tags.front());
}

std::vector<Query> read_question(pqxx::work& work, UserId const& user_id, std::string const& text)
{
    std::vector<Query> queries;
    for (auto const& row : kReadQuestion.rows(work, user_id, text))
        queries.push_back({text_of(row[0]), text_of(row[1]), text_of(row[1]), text_of(row[1]), {}});
    return queries;
}

std::vector<Correction> find_corrections(pqxx::work& work, Question const& question, Scope const& scope,
                                         std::vector<Query> const& queries)
{
    ArrayText languages;
    for (auto const& query : queries)
        languages.add(query.language);
    std::vector<Correction> corrections;
    for (auto const& row :
         kFindNearWords.rows(work, question.text, kMaxWordsCorrected, languages.str(), scope.only_in,
                             scope.not_in, first_tag(question), scope.tagged))
        corrections.push_back({text_of(row[0]), text_of(row[1]), boost::json::parse(text_of(row[2]))});
    return corrections;
}

void widen(pqxx::work& work, std::vector<Query>& queries, std::vector<Correction> const& corrections)
{
    for (auto& query : queries)
        for (auto const& correction : corrections)
            query.asked =
                text_of(kWiden.row(work, query.asked, query.language, correction.word, correction.near)[0]);
}

std::vector<Query> with_name_matches(pqxx::work& work, UserId const& user_id, Question const& question,
                                     Scope const& scope, std::vector<Query> queries,
                                     std::vector<Correction> const& corrections)
{
    for (auto& query : queries) {
        query.only_in = scope.only_in;
        query.whole = query.asked;
    }
    auto const parts = parts_of(question.text);
    if (!parts || parts->wanted.size() < 2)
        return queries;
    auto rests = remainder_queries(work, user_id, *parts, scope, corrections);
    auto const whole_count = static_cast<std::ptrdiff_t>(queries.size());
    for (auto& rest : rests) {
        auto const end = queries.begin() + whole_count;
        auto const whole = std::find_if(queries.begin(), end,
                                        [&](auto const& query) { return query.language == rest.language; });
        if (whole != end)
            rest.whole = whole->asked;
    }
    std::move(rests.begin(), rests.end(), std::back_inserter(queries));
    return queries;
}

}  // namespace rmirror::search
