// SPDX-License-Identifier: AGPL-3.0-or-later
// Which vectors can be compared: those of one model, as the service calls it, and of one length.
#pragma once

#include "db/pool.hpp"

#include <pqxx/transaction>

#include <cstddef>
#include <optional>
#include <string>

namespace rmirror::meaning {

struct Space {
    int id = 0;
    std::string model;  // As the service calls it.
    std::size_t dimensions = 0;

    bool holds(std::string const& other_model, std::size_t other_dimensions) const
    {
        return model == other_model && dimensions == other_dimensions;
    }
};

/// The newest space of the model that the settings name; nullopt before the first vectors came.
std::optional<Space> current_space(pqxx::work& work, std::string const& asked_model);

/// The space of vectors that came for the asked model. Vectors of a new kind begin a new space, and all pages
/// are embedded again; nullopt if the last one began less than a day ago, so that a service that answers now
/// with these and now with those doesn't make all pages cost again and again.
std::optional<Space> space_of(pqxx::work& work, std::string const& asked_model, std::string const& model,
                              std::size_t dimensions);

/// Stores a worker's report for all servers. Workers with an embedder repeat theirs each minute; one without
/// counts only if no such report came for some minutes, and then items that wait are dropped. When embedding
/// begins again, all pages are looked through. Returns the number of dropped items.
std::size_t report_embedder(db::Pool& pool, bool has_embedder);

/// Queues pages that lack vectors of the current space: after embedding was turned on, or the model was
/// changed. Returns how many; 0 once none is left.
std::size_t queue_unembedded_pages(db::Pool& pool, std::string const& asked_model);

}  // namespace rmirror::meaning
