// SPDX-License-Identifier: AGPL-3.0-or-later
// A question as PostgreSQL takes it: in each language that is spoken, also as it may have been meant, and
// what is left of it for the pages of notebooks whose names answer a part.
#pragma once

#include "base/ids.hpp"
#include "search/search.hpp"

#include <boost/json/value.hpp>
#include <pqxx/transaction>

#include <optional>
#include <string>
#include <vector>

namespace rmirror::search {

/// What is looked for in the pages of a language, as tsquery.
struct Query {
    std::string language;
    std::string asked;
    std::string exact;                   // What was asked before it was widened.
    std::string whole;                   // Of all that is asked, what is marked.
    std::optional<std::string> only_in;  // Ids of notebooks; absent: everywhere.
};

struct Scope {
    std::optional<std::string> only_in;  // Ids of notebooks; absent: everywhere.
    std::string not_in;
    std::string tagged;
};

/// A word that may be misspelt, and what is looked for as well.
struct Correction {
    std::string word;
    std::string near;  // An array of words.
    boost::json::value shown;
};

/// The one that is looked for among all that match; the others among what that leaves.
std::optional<std::string> first_tag(Question const& question);

/// Of each language the user's pages are in; none where nothing is asked for.
std::vector<Query> read_question(pqxx::work& work, UserId const& user_id, std::string const& text);

std::vector<Correction> find_corrections(pqxx::work& work, UserId const& user_id, Question const& question,
                                         Scope const& scope, std::vector<Query> const& queries);

/// Looks for what may have been meant as well.
void widen(pqxx::work& work, std::vector<Query>& queries, std::vector<Correction> const& corrections);

/// The queries, everywhere, and others for notebooks whose names, or folders, answer a part of the question.
std::vector<Query> with_rests(pqxx::work& work, UserId const& user_id, Question const& question,
                              Scope const& scope, std::vector<Query> queries,
                              std::vector<Correction> const& corrections);

}  // namespace rmirror::search
