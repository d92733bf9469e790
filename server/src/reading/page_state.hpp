// SPDX-License-Identifier: AGPL-3.0-or-later
// The transcription status of a page, which follows its item in the queue.
#pragma once

#include "base/ids.hpp"
#include "library/documents/page_text.hpp"
#include "library/work.hpp"
#include "queue/item.hpp"
#include "quota/quota.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace rmirror::reading {

/// target_name and item_type of the items that read pages.
constexpr std::string_view kTarget = "ocr";
constexpr std::string_view kItemType = "ocr_page";

/// The page that an item of this target is about.
PageId page_of(queue::Item const& item);
/// The page, and the look of it that is to be read.
library::PageLook look_of(queue::Item const& item);

/// Sets pages.ocr_status. An item is about one look of its page: if the page was redrawn meanwhile, it isn't
/// changed.
void set_status(library::LibraryWork& work, queue::Item const& item, std::string_view status,
                std::optional<std::string> const& error = std::nullopt);

/// Notifies all users whose pages wait of a problem that the operator must fix: once a day per user, however
/// many pages wait.
void notify_waiting_users(library::LibraryWork& work, queue::Outcome const& outcome);

/// Resets a failed page for a retry by its owner. False, and nothing has changed, if they retried it too
/// often today: a call that the service answered costs as much each time. Retries after other failures aren't
/// counted.
bool reset_for_retry(library::LibraryWork& work, queue::Item const& item);

/// Queues a page for transcription although it has a text. The item stays marked as such until it ends,
/// through all retries.
void queue_retranscription(library::LibraryWork& work, PageId const& page_id, std::string const& look);
/// Whether queue_retranscription() queued the item: a known text of the page's ink must not be reused then.
bool is_retranscription(queue::Item const& item);

/// Cancels the reading for its owner: the page has failed until they retry it, or stays completed if it has a
/// text.
void give_up(library::LibraryWork& work, quota::Rules const& rules, queue::Item const& item);

}  // namespace rmirror::reading
