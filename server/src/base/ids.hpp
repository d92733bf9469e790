// SPDX-License-Identifier: AGPL-3.0-or-later
// The ids of rows, each kind a type of its own, so that none can be given where another is meant.
#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>

namespace rmirror {

/// The UUID of a row as PostgreSQL writes it, in lower case. What comes from outside becomes one in a single
/// place, after it was checked: a token in auth, a parameter of an address in its route.
template <typename Row>
class Id {
public:
    /// Of no row: empty.
    Id() = default;
    explicit Id(std::string text) : text_(std::move(text)) {}

    std::string const& text() const { return text_; }
    bool empty() const { return text_.empty(); }

    /// In the order in which PostgreSQL sorts them.
    friend auto operator<=>(Id const&, Id const&) = default;

private:
    std::string text_;
};

using UserId = Id<struct UserRow>;                // users.id
using NotebookId = Id<struct NotebookRow>;        // notebooks.id, which is not the tablet's notebook_uuid.
using PageId = Id<struct PageRow>;                // pages.id, which is not the tablet's page_uuid.
using ItemId = Id<struct ItemRow>;                // Of an item in the queue.
using ConnectionId = Id<struct ConnectionRow>;    // connections.id
using IntegrationId = Id<struct IntegrationRow>;  // integrations.id
using PassId = Id<struct PassRow>;                // sync_passes.id
using PreviewId = Id<struct PreviewRow>;          // previews.id
using RunId = Id<struct RunRow>;                  // sync_passes.run_id

}  // namespace rmirror

template <typename Row>
struct std::hash<rmirror::Id<Row>> {
    std::size_t operator()(rmirror::Id<Row> const& id) const { return std::hash<std::string>()(id.text()); }
};
