// SPDX-License-Identifier: AGPL-3.0-or-later
// Notion's search, a piece at a time.
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
    std::size_t most = 20;
    std::string cursor = {};  // Empty: from the beginning.
    std::string words = {};   // Of the title; empty: any.
};

/// A piece of what was found.
struct Found {
    std::vector<boost::json::object> objects;
    std::optional<std::string> next;  // Where the list goes on.
};

/// What the token can see of a kind, "page" or "data_source", those first that were edited last.
Answered<Found> search(Api const& api, UserId const& user_id, Access const& access, std::string_view kind,
                       Search const& search);

}  // namespace rmirror::notion
