// SPDX-License-Identifier: AGPL-3.0-or-later
// Notion's search, one page of results per call.
#pragma once

#include "notion/api.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::notion {

struct Search {
    std::size_t page_size = 20;  // Results per call.
    std::string cursor = {};     // Empty: from the start.
    std::string words = {};      // Matched against titles; empty matches all.
};

/// One page of search results.
struct Found {
    std::vector<boost::json::object> objects;
    std::optional<std::string> next;  // Cursor of the next page of results.
};

/// Objects of `kind` ("page" or "data_source") visible to the token, most recently edited first.
Answered<Found> search(Api const& api, UserId const& user_id, Access const& access, std::string_view kind,
                       Search const& search);

}  // namespace rmirror::notion
