// SPDX-License-Identifier: AGPL-3.0-or-later
// The stored vectors of one page.
#pragma once

#include "base/ids.hpp"
#include "meaning/spaces.hpp"
#include "meaning/vector8.hpp"

#include <pqxx/transaction>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rmirror::meaning {

/// A page that is to be embedded.
struct PageText {
    NotebookId notebook_id;
    std::vector<std::string> passages;
    /// Of passages that have vectors of the current space already, by hash_of().
    std::map<std::string, std::string> known;
};

/// Nullopt if the page is gone. Without a space nothing is known.
std::optional<PageText> read_page(pqxx::work& work, UserId const& user_id, PageId const& page_id,
                                  std::optional<Space> const& space);

struct HashedVector {
    std::string hash;  // hash_of() of the passage.
    Vector8 vector;
};

/// Replaces the page's vectors; they may be none. Does nothing if the page is gone.
void write_vectors(pqxx::work& work, UserId const& user_id, PageId const& page_id, Space const& space,
                   std::vector<HashedVector> const& vectors);

}  // namespace rmirror::meaning
