// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands at a service of a notebook's items.
#pragma once

#include "base/ids.hpp"

#include <boost/json/object.hpp>
#include <pqxx/transaction>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets {

/// As the columns item_type name them.
enum class ItemType { notebook, notebook_metadata, page_text, todo, highlight };
constexpr std::array<std::string_view, 5> kItemTypes = {"notebook", "notebook_metadata", "page_text", "todo",
                                                        "highlight"};
std::string_view to_string(ItemType type);
/// Nothing for what is no name of one.
std::optional<ItemType> item_type_of(std::string_view name);

/// What was made of an item there: sync_records.external_id (at most 500 characters) and .metadata.
struct Remote {
    std::string id;
    boost::json::object metadata = {};
};

/// Another item of the notebook that stands there.
struct Stands {
    ItemType type = ItemType::notebook;
    std::string item_key = {};
    std::string page_uuid = {};  // Empty: it lies on no page.
    Remote remote = {};
    /// Of Ending::others: it is brought once more, though it has not changed.
    bool comes_again = false;
};

struct Standing {
    /// Without the member `own` of their metadata: what only the item itself is to know.
    std::vector<Stands> items = {};
    std::vector<std::string> pages = {};  // The notebook's page_uuids, in their order.
    /// Something of the notebook was brought there before, even if it was removed since or is not known any
    /// more.
    bool was_there = false;
    /// Of the notebook: what its notebook_metadata is given; empty where there is none any more.
    boost::json::object facts = {};
    /// Of the notebook: "2026-11-23T08:00:00Z"; empty where nobody told it.
    std::string last_opened = {};
    std::string last_modified = {};
};

Standing standing_of(pqxx::work& work, UserId const& user_id, std::string_view target_name,
                     std::string const& notebook_uuid);

}  // namespace rmirror::targets
