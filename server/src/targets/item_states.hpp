// SPDX-License-Identifier: AGPL-3.0-or-later
// What is at a service for one notebook, according to sync_records.
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

/// In the order of kItemTypes, the values of the columns item_type.
enum class ItemType { notebook, notebook_metadata, page_text, todo, highlight };
constexpr std::array<std::string_view, 5> kItemTypes = {"notebook", "notebook_metadata", "page_text", "todo",
                                                        "highlight"};
std::string_view to_string(ItemType type);
/// nullopt if no type has this name.
std::optional<ItemType> item_type_of(std::string_view name);

/// An item's remote object: sync_records.external_id (at most 500 characters) and .metadata.
struct Remote {
    std::string id;
    boost::json::object metadata = {};
};

/// Another delivered item of the notebook.
struct ItemState {
    ItemType type = ItemType::notebook;
    std::string item_key = {};
    std::string page_uuid = {};  // Empty if the item isn't on a page.
    Remote remote = {};
    /// In DeliveryResult::others: deliver the item once more, even if it hasn't changed.
    bool needs_redelivery = false;
};

/// The delivered items of one notebook.
struct NotebookState {
    /// Without the member `own` of their metadata, which only the item's own delivery reads.
    std::vector<ItemState> items = {};
    std::vector<std::string> pages = {};  // The notebook's page_uuids, in their order.
    /// Something of the notebook was delivered before, even if it is now a tombstone.
    bool was_there = false;
    /// The content of the notebook's notebook_metadata item; empty if the notebook no longer exists.
    boost::json::object facts = {};
    /// Such as "2026-11-23T08:00:00Z"; empty if unknown.
    std::string last_opened = {};
    std::string last_modified = {};
};

NotebookState notebook_state_of(pqxx::work& work, UserId const& user_id, std::string_view target_name,
                                std::string const& notebook_uuid);

}  // namespace rmirror::targets
