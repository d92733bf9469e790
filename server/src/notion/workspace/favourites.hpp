// SPDX-License-Identifier: AGPL-3.0-or-later
// A user's favourite Notion pages, kept at hand in the page picker.
#pragma once

#include "db/ids.hpp"
#include "notion/workspace/pages.hpp"

#include <pqxx/transaction>

#include <cstddef>
#include <string>
#include <vector>

namespace rmirror::notion {

constexpr std::size_t kMaxFavourites = 100;  // Per connection.

/// Sorted by title. The fields are those last stored, without `last_edited_time`.
std::vector<Page> favourites(pqxx::work& work, UserId const& user_id, ConnectionId const& id);
/// Inserts or updates the favourite. Returns false if the connection already has kMaxFavourites others.
bool add_favourite(pqxx::work& work, UserId const& user_id, ConnectionId const& id, Page const& page);
/// Updates the stored title, URL and icon of those pages that are favourites.
void see_pages(pqxx::work& work, UserId const& user_id, ConnectionId const& id,
               std::vector<Page> const& pages);
/// Returns false if the page isn't a favourite.
bool remove_favourite(pqxx::work& work, UserId const& user_id, ConnectionId const& id,
                      std::string const& page_id);

}  // namespace rmirror::notion
