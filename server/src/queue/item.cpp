// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/item.hpp"

#include "db/ids.hpp"

namespace rmirror::queue {

Item item_of(pqxx::row const& row)
{
    Item item;
    item.id = row["id"].as<ItemId>();
    item.user_id = row["user_id"].as<UserId>();
    item.target_name = row["target_name"].as<std::string>();
    item.item_type = row["item_type"].as<std::string>();
    item.item_key = row["item_key"].as<std::string>();
    item.operation = row["operation"].as<std::string>();
    item.content_hash = row["content_hash"].as<std::string>("");
    item.lease_id = row["lease_id"].as<std::string>("");
    item.attempts = row["attempts"].as<int>();
    item.is_outdated = row["is_outdated"].as<bool>();
    item.last_error = error_class_of(row["error_class"].as<std::string>(""));
    item.group_key = row["group_key"].as<std::string>("");
    return item;
}

std::vector<Item> items_of(pqxx::result const& rows)
{
    std::vector<Item> items;
    for (auto const& row : rows)
        items.push_back(item_of(row));
    return items;
}

}  // namespace rmirror::queue
