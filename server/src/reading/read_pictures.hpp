// SPDX-License-Identifier: AGPL-3.0-or-later
// Transcribes the pictures on a page, such as those of the tablet's capture tool, because its owner asks for
// it (docs/decisions/0106). It costs one page of quota, and the text is added to the page's.
#pragma once

#include "base/ids.hpp"
#include "library/work.hpp"
#include "quota/quota.hpp"

#include <string>
#include <string_view>

namespace rmirror::reading {

/// target_name and item_type of the items.
constexpr std::string_view kPicturesTarget = "pictures";
constexpr std::string_view kPicturesItemType = "page_pictures";

enum class PicturesOutcome {
    begun,      // Or in progress already.
    no_page,    // There is no such page.
    no_image,   // The page isn't stored as it looks now.
    no_reader,  // This server doesn't read pages.
    no_quota,
    too_often,  // Today, with this look.
};

struct PicturesRequest {
    std::string notebook_uuid;
    std::string page_uuid;
};

struct AskedPictures {
    PicturesOutcome outcome = PicturesOutcome::no_page;
    std::string answer;  // `ReadingPictures` of shared/openapi.yaml as JSON, once it has begun.
};

/// Queues the page. Idempotent while it waits.
AskedPictures read_pictures(library::LibraryWork& work, quota::Rules const& rules,
                            PicturesRequest const& request);

/// Whether the page waits for the text of its pictures, for clients: after the item was queued, ended or
/// cancelled.
void show_reading_pictures(library::LibraryWork& work, PageId const& page_id, bool is_waiting);

}  // namespace rmirror::reading
