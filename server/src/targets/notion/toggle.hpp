// SPDX-License-Identifier: AGPL-3.0-or-later
// The toggle of a page in its notebook's row: what records keep of it, and how it is brought up to date.
#pragma once

#include "targets/notion/api.hpp"
#include "targets/notion/blocks/edits.hpp"
#include "targets/notion/pictures.hpp"
#include "targets/notion/row.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace rmirror::targets::notion {

struct Toggle {
    std::string id;
    Row row;
    double place = 0;        // Its order among the toggles of the row.
    std::size_t number = 0;  // In its title.
    /// As whom Notion knows us, who made it. Empty: not known.
    std::string bot = {};
    /// The blocks in it that we wrote. None known: it was found, and what nobody but us has edited is ours.
    std::optional<std::vector<KnownBlock>> known = {};
    /// Of the page, as they stand in it.
    SentPictures pictures = {};
    /// How many blocks are as the user left them, though the page says something else there.
    std::size_t kept = 0;
    /// It stands in the wrong place. Blocks can't be moved: it is made anew, unless the user wrote in it.
    bool is_misplaced = false;
    /// Somebody removed the first one, and this one was made in its place.
    bool is_second = false;
    /// Somebody removed it, and it is not made again.
    bool is_removed = false;
};

/// Of toggles that stand in the order of `places`, those that are fewest to move so that all are in order.
std::vector<bool> misplaced(std::vector<double> const& places);

std::optional<Toggle> toggle_of(Remote const& remote);
Remote remote_of(Toggle const& toggle);
/// The same without what only the page itself is to know.
Remote brief_remote_of(Toggle const& toggle);
/// Of a toggle that went with its row: what another one can take along, and which row is its own.
Remote remnant_of(Remote const& remote);

/// What came of bringing a page's blocks up to date.
struct Update {
    std::optional<Ending> failure = {};
    /// Somebody removed the toggle.
    bool is_gone = false;
    /// Nothing was done: another toggle takes fewer calls, and nothing in this one is the user's.
    bool is_better_anew = false;
    /// What of its pictures Notion doesn't take; all else is there.
    std::optional<Ending> lacks = {};
    /// When its pictures are to follow.
    std::optional<std::chrono::seconds> again_after = {};
};

/// Of a page whose toggle stands there as it shall.
Ending brought(Toggle const& toggle, std::optional<Ending> lacks,
               std::optional<std::chrono::seconds> again_after = std::nullopt);

/// Of a page whose toggle stays away: nothing is put behind it any more.
Ending left_removed(Ending why, Delivery const& item, Toggle toggle);

class Toggles {
public:
    explicit Toggles(Outside& outside) : outside_(outside), api_(outside), pictures_(outside) {}

    /// Patches, adds and removes what differs; what the user wrote stays. A failure may leave some of it
    /// done.
    Update update(Toggle& toggle, Delivery const& item, std::size_t number);
    /// One that somebody removed needs no title.
    std::optional<Ending> retitle(Toggle const& toggle, std::string_view notebook_uuid,
                                  std::string_view page_uuid, std::size_t number);
    /// Whether nobody wrote in it but us. `is_in_doubt`: more may have been written than is known.
    Answered<bool> is_ours(Toggle const& toggle, bool is_in_doubt);
    /// With what the user wrote in it, only what is ours goes.
    std::optional<Ending> remove(Toggle const& toggle, bool is_in_doubt);

private:
    Answered<Edits> edits(Toggle const& toggle, std::vector<Block> const& wanted, bool is_in_doubt,
                          Prefer prefer = Prefer::users);
    Update update_once(Toggle& toggle, Delivery const& item, std::size_t number);
    Update carry_out(Edits const& edits);

    Outside& outside_;
    Api api_;
    Pictures pictures_;
};

}  // namespace rmirror::targets::notion
