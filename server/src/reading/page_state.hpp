// SPDX-License-Identifier: AGPL-3.0-or-later
// What a page says of its being read, as its item in the queue goes its way.
#pragma once

#include "base/ids.hpp"
#include "library/work.hpp"
#include "queue/item.hpp"
#include "quota/quota.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::reading {

/// Of items that have a page read: their target_name and item_type.
constexpr std::string_view kTarget = "ocr";
constexpr std::string_view kItemType = "ocr_page";

/// The page that such an item is about.
PageId page_of(queue::Item const& item);

/// As pages.ocr_status names it. An item speaks of one look of its page: a page that was drawn anew meanwhile
/// stays as it is.
void set_status(library::LibraryWork& work, queue::Item const& item, std::string_view status,
                std::optional<std::string> const& error = std::nullopt);

/// What the operator must mend is told to everybody whose pages wait for it: one sentence a day, however many
/// pages do.
void tell_everybody(library::LibraryWork& work, queue::Outcome const& outcome);

/// Its owner asks for it again. False, and nothing was changed, when they did so too often today: a page that
/// the service was asked for in vain costs as much each time. What failed for other reasons is not counted.
bool begin_again(library::LibraryWork& work, quota::Rules const& rules, queue::Item const& item);

/// Has a page read that was read already; the item says so until it ends, however often it is tried.
void queue_again(library::LibraryWork& work, PageId const& page_id, std::string const& look);
/// Whether it was queued so: what is known of the page's ink is then no answer.
bool is_again(queue::Item const& item);

/// Its owner does not want it read: it has failed until they ask for it again. What was read already stays
/// so.
void give_up(library::LibraryWork& work, quota::Rules const& rules, queue::Item const& item);

}  // namespace rmirror::reading
