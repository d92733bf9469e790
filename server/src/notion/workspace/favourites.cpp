// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/workspace/favourites.hpp"

#include <pqxx/result>

namespace rmirror::notion {

namespace {

constexpr auto kList = R"sql(
    SELECT page_id, title, url, icon FROM favourite_pages WHERE user_id = $1 AND connection_id = $2
    ORDER BY lower(title), id)sql";

constexpr auto kCount = R"sql(
    SELECT count(*) FROM favourite_pages WHERE user_id = $1 AND connection_id = $2 AND page_id <> $3)sql";

constexpr auto kAdd = R"sql(
    INSERT INTO favourite_pages (user_id, connection_id, page_id, title, url, icon)
    VALUES ($1, $2, $3, left($4, 2000), left($5, 2000), left($6, 50))
    ON CONFLICT (user_id, connection_id, page_id) DO UPDATE
    SET title = excluded.title, url = excluded.url, icon = excluded.icon)sql";

constexpr auto kSee = R"sql(
    UPDATE favourite_pages SET title = left($4, 2000), url = left($5, 2000), icon = left($6, 50)
    WHERE user_id = $1 AND connection_id = $2 AND page_id = $3
        AND (title, url, icon) IS DISTINCT FROM (left($4, 2000), left($5, 2000), left($6, 50)))sql";

constexpr auto kRemove =
    "DELETE FROM favourite_pages WHERE user_id = $1 AND connection_id = $2 AND page_id = $3";

}  // namespace

std::vector<Page> favourites(pqxx::work& work, UserId const& user_id, ConnectionId const& id)
{
    std::vector<Page> pages;
    for (auto const& row : work.exec_params(kList, user_id, id)) {
        auto& page = pages.emplace_back();
        page.id = row["page_id"].c_str();
        page.title = row["title"].c_str();
        page.url = row["url"].c_str();
        page.icon = row["icon"].c_str();
    }
    return pages;
}

bool add_favourite(pqxx::work& work, UserId const& user_id, ConnectionId const& id, Page const& page)
{
    if (work.exec_params1(kCount, user_id, id, page.id)[0].as<std::size_t>() >= kMaxFavourites)
        return false;
    work.exec_params(kAdd, user_id, id, page.id, page.title, page.url, page.icon);
    return true;
}

void see_pages(pqxx::work& work, UserId const& user_id, ConnectionId const& id,
               std::vector<Page> const& pages)
{
    for (auto const& page : pages)
        work.exec_params(kSee, user_id, id, page.id, page.title, page.url, page.icon);
}

bool remove_favourite(pqxx::work& work, UserId const& user_id, ConnectionId const& id,
                      std::string const& page_id)
{
    return work.exec_params(kRemove, user_id, id, page_id).affected_rows() > 0;
}

}  // namespace rmirror::notion
