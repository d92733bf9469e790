// SPDX-License-Identifier: AGPL-3.0-or-later
// Transcribes a page once more because its owner asks for it, in spite of the rule that the same ink isn't
// read twice. It is charged like any page, and its text stays until the new one is there.
#pragma once

#include "base/ids.hpp"
#include "library/work.hpp"
#include "quota/quota.hpp"

#include <string>

namespace rmirror::reading {

enum class RetranscribeOutcome {
    begun,      // Or in progress already.
    done,       // The page was read again after the text that its owner saw.
    no_page,    // There is no such page.
    not_read,   // The page has no text of its present look that could be replaced.
    no_reader,  // This server doesn't read pages.
    no_quota,
    too_often,  // Today, counted with the manual retries of this look.
};

struct RetranscribeRequest {
    std::string notebook_uuid;
    std::string page_uuid;
    // When the text to be replaced was read, as in the page's JSON: it makes a repeated request idempotent.
    std::string instead_of;
};

struct Retranscription {
    RetranscribeOutcome outcome = RetranscribeOutcome::no_page;
    std::string answer;  // `TranscribingAgain` of shared/openapi.yaml as JSON, for the first two.
};

Retranscription retranscribe(library::LibraryWork& work, quota::Rules const& rules,
                             RetranscribeRequest const& request);

}  // namespace rmirror::reading
