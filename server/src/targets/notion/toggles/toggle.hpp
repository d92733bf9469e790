// SPDX-License-Identifier: AGPL-3.0-or-later
// A page's toggle in its notebook's row: its record, and how it is updated.
#pragma once

#include "targets/notion/blocks/edits/edits.hpp"
#include "targets/notion/client/api.hpp"
#include "targets/notion/rows/row.hpp"
#include "targets/notion/uploads/pictures.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace rmirror::targets::notion {

struct Toggle {
    std::string id;
    Row row;
    double place = 0;        // Sort key among the row's toggles.
    std::size_t number = 0;  // The page number in its title.
    /// The id of the Notion bot user that made it. Empty if unknown.
    std::string bot = {};
    /// The blocks in it that the server wrote. Unset: it was found, and blocks that only the server has
    /// edited count as its own.
    std::optional<std::vector<KnownBlock>> known = {};
    /// The page's pictures that it shows.
    SentPictures pictures = {};
    /// Number of blocks that stay as the user left them although the page differs.
    std::size_t kept = 0;
    /// It is in the wrong place. Blocks can't be moved, so it is made again, unless the user wrote in it.
    bool is_misplaced = false;
    /// It replaces a toggle that the user removed.
    bool was_recreated = false;
    /// The user removed it, and it isn't made again.
    bool is_removed = false;
};

/// For toggles in their wanted order, with sort keys `places`: the smallest set to move so that the keys are
/// in order.
std::vector<bool> misplaced(std::vector<double> const& places);

/// Reads a toggle from a page's record; nullopt if no row is known.
std::optional<Toggle> toggle_of(Remote const& remote);
Remote remote_of(Toggle const& toggle);
/// As remote_of(), without `own`.
Remote remote_without_blocks(Toggle const& toggle);
/// What remains of a toggle that was removed with its row: its row's number, and pictures that a new one can
/// reuse.
Remote reusable_remote_of(Remote const& remote);

/// The result of updating a page's toggle.
struct Update {
    std::optional<DeliveryResult> failure = {};
    /// The user removed the toggle.
    bool is_gone = false;
    /// Nothing was done: a new toggle takes fewer calls, and this one has no content of the user's.
    bool should_replace = false;
    /// Set if Notion refuses some of its pictures; everything else is delivered.
    std::optional<DeliveryResult> picture_failure = {};
    /// When its pictures are to follow.
    std::optional<std::chrono::seconds> redeliver_after = {};
};

/// The result of a page whose toggle is up to date.
DeliveryResult result_of_toggle(Toggle const& toggle, std::optional<DeliveryResult> picture_failure,
                                std::optional<std::chrono::seconds> redeliver_after = std::nullopt);

/// The result of a page whose toggle stays removed. Records that, so that nothing is inserted after it.
DeliveryResult result_of_removed_toggle(DeliveryResult why, Delivery const& item, Toggle toggle);

class Toggles {
public:
    explicit Toggles(TargetContext& context) : context_(context), api_(context), pictures_(context) {}

    /// Patches, appends and removes what differs; the user's own content stays. A failure may leave it partly
    /// done.
    Update update(Toggle& toggle, Delivery const& item, std::size_t number);
    /// A toggle that was removed isn't a failure.
    std::optional<DeliveryResult> retitle(Toggle const& toggle, std::string_view notebook_uuid,
                                          std::string_view page_uuid, std::size_t number);
    /// Whether only the server wrote in it. `is_in_doubt`: more may have been written than is recorded.
    Answered<bool> is_ours(Toggle const& toggle, bool is_in_doubt);
    /// Moves the toggle to the trash. If the user wrote in it, removes only the server's blocks.
    std::optional<DeliveryResult> remove(Toggle const& toggle, bool is_in_doubt);

private:
    Answered<Edits> edits(Toggle const& toggle, std::vector<Block> const& wanted, bool is_in_doubt,
                          Prefer prefer = Prefer::users);
    Update update_once(Toggle& toggle, Delivery const& item, std::size_t number);
    Update carry_out(Edits const& edits);

    TargetContext& context_;
    Api api_;
    Pictures pictures_;
};

}  // namespace rmirror::targets::notion
