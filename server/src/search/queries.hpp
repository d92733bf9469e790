// SPDX-License-Identifier: AGPL-3.0-or-later
// Translates a search query for PostgreSQL: into each language of the user's pages, with spelling
// corrections, and into what the pages of a notebook still have to match if its name matches a part.
#pragma once

#include "base/ids.hpp"
#include "search/search.hpp"

#include <boost/json/value.hpp>
#include <pqxx/transaction>

#include <optional>
#include <string>
#include <vector>

namespace rmirror::search {

/// A search of the pages in one language, as tsquery.
struct Query {
    std::string language;
    std::string asked;
    std::string exact;                   // The query before it was widened.
    std::string whole;                   // The whole query, whose words are highlighted.
    std::optional<std::string> only_in;  // Ids of notebooks; nullopt: all.
};

struct Scope {
    std::optional<std::string> only_in;  // Ids of notebooks; nullopt: all.
    std::string not_in;                  // Ids of notebooks in the trash.
    std::string tagged;                  // Ids of notebooks with the first tag.
};

/// Where the question looks.
Scope scope_of(pqxx::work& work, UserId const& user_id, Question const& question);

/// A word that may be misspelt, and the words that are searched as well.
struct Correction {
    std::string word;
    std::string near;  // A PostgreSQL array of words.
    boost::json::value shown;
};

/// The tag that all matches are filtered by. Further tags filter only the hits that it leaves.
std::optional<std::string> first_tag(Question const& question);

/// One query for each language of the user's pages; empty if nothing is searched for.
std::vector<Query> read_question(pqxx::work& work, UserId const& user_id, std::string const& text);

std::vector<Correction> find_corrections(pqxx::work& work, Question const& question, Scope const& scope,
                                         std::vector<Query> const& queries);

/// Adds the words of the corrections to the queries as alternatives.
void widen(pqxx::work& work, std::vector<Query>& queries, std::vector<Correction> const& corrections);

/// The queries for the whole scope, and further ones for notebooks whose names, or whose folders' names,
/// match a part of the query.
std::vector<Query> with_name_matches(pqxx::work& work, UserId const& user_id, Question const& question,
                                     Scope const& scope, std::vector<Query> queries,
                                     std::vector<Correction> const& corrections);

}  // namespace rmirror::search
