// SPDX-License-Identifier: AGPL-3.0-or-later
// Transcribes a page with other words of its owner, to compare the texts. Nothing of it is kept.
#pragma once

#include "blobs/store.hpp"
#include "db/pool.hpp"
#include "ocr/provider.hpp"
#include "quota/quota.hpp"

#include <string>

namespace rmirror::reading {

struct TrialRequest {
    std::string notebook_uuid;
    std::string page_uuid;
    std::string words;  // See library/reading_words.hpp; "": none.
};

enum class TrialOutcome { read, no_page, not_read, no_reader, no_quota, failed };

struct Trial {
    TrialOutcome outcome = TrialOutcome::no_page;
    ocr::PageText text = {};   // If it was read.
    std::string before = {};   // What was transcribed of the page last.
    std::string message = {};  // For the owner, if it failed.
};

/// `provider`: null if none is set up. Counts as a page of the quota if it was read. The page has to have
/// been transcribed before. Blocks until the service answered.
Trial try_words(db::Pool& pool, BlobStore& blobs, quota::Rules const& rules, ocr::Provider* provider,
                UserId const& user_id, TrialRequest const& request);

}  // namespace rmirror::reading
