// SPDX-License-Identifier: AGPL-3.0-or-later
// Ids of database rows, one type per table, so that the compiler rejects an id of the wrong table.
#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <utility>

namespace rmirror {

/// The UUID of a row as PostgreSQL formats it, in lower case. External text becomes an Id in one place, after
/// validation: a token's in auth, a path parameter's in its route.
template <typename Row>
class Id {
public:
    /// Empty: no row.
    Id() = default;
    explicit Id(std::string text) : text_(std::move(text)) {}

    std::string const& text() const { return text_; }
    bool empty() const { return text_.empty(); }

    /// PostgreSQL's order of UUIDs.
    friend auto operator<=>(Id const&, Id const&) = default;

private:
    std::string text_;
};

using UserId = Id<struct UserRow>;                // users.id
using NotebookId = Id<struct NotebookRow>;        // notebooks.id, not the tablet's notebook_uuid.
using PageId = Id<struct PageRow>;                // pages.id, not the tablet's page_uuid.
using ItemId = Id<struct ItemRow>;                // Of a queue item.
using ConnectionId = Id<struct ConnectionRow>;    // connections.id
using IntegrationId = Id<struct IntegrationRow>;  // integrations.id
using FullScanId = Id<struct FullScanRow>;        // sync_passes.id
using PreviewId = Id<struct PreviewRow>;          // previews.id
using RunId = Id<struct RunRow>;                  // sync_passes.run_id

}  // namespace rmirror

template <typename Row>
struct std::hash<rmirror::Id<Row>> {
    std::size_t operator()(rmirror::Id<Row> const& id) const { return std::hash<std::string>()(id.text()); }
};
