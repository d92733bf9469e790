// SPDX-License-Identifier: AGPL-3.0-or-later
// Search by words and by meaning together, in the library of one person or in what several share.
#pragma once

#include "meaning/search/near_pages.hpp"
#include "meaning/search/query_vectors.hpp"
#include "search/search.hpp"

#include <pqxx/transaction>

#include <optional>
#include <string>
#include <vector>

namespace rmirror::meaning {

/// The vector of what is searched for, or why there is none.
struct Sought {
    std::optional<QueryVector> vector;
    std::string problem;  // A sentence for the person; empty if there is a vector.
};

/// Blocks on the embeddings service, so it is called without a transaction.
Sought vector_for(QueryVectors& vectors, UserId const& user_id, std::string const& text);

struct FoundBoth {
    search::Found words;
    std::vector<ShownPage> near;
    std::string problem;  // As in Sought.
};

/// `asked_model`: RMIRROR_EMBEDDINGS_MODEL. While pages get vectors of another model, those that have them
/// are found.
FoundBoth find_both(pqxx::work& work, UserId const& user_id, search::Question question,
                    std::string const& asked_model, Sought const& sought);

/// `SearchAnswer` of shared/openapi.yaml as JSON.
std::string answer(std::vector<FoundBoth> found, search::Question const& question);

/// `RelatedPages` of shared/openapi.yaml as JSON: pages of the same person that are nearest to one of theirs.
std::string related_pages(pqxx::work& work, UserId const& user_id, PageId const& page_id,
                          std::string const& asked_model);

}  // namespace rmirror::meaning
