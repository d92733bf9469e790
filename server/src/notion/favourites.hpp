// SPDX-License-Identifier: AGPL-3.0-or-later
// Pages that somebody wants at hand where pages are chosen.
#pragma once

#include "db/ids.hpp"
#include "notion/pages.hpp"

#include <pqxx/transaction>

#include <cstddef>
#include <string>
#include <vector>

namespace rmirror::notion {

constexpr std::size_t kMostFavourites = 100;  // Of a connection.

/// By title; without `last_edited_time`, as they were last seen.
std::vector<Page> favourites(pqxx::work& work, UserId const& user_id, ConnectionId const& id);
/// False when there are too many. Of one there is already the title is brought up to date.
bool add_favourite(pqxx::work& work, UserId const& user_id, ConnectionId const& id, Page const& page);
/// Brings up to date what is known of those among the pages.
void see_pages(pqxx::work& work, UserId const& user_id, ConnectionId const& id,
               std::vector<Page> const& pages);
/// False when it is none.
bool remove_favourite(pqxx::work& work, UserId const& user_id, ConnectionId const& id,
                      std::string const& page_id);

}  // namespace rmirror::notion
