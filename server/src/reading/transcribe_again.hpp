// SPDX-License-Identifier: AGPL-3.0-or-later
// A page that was read well is read once more because its owner asks for it, past the rule that the same ink
// is not read twice. It is charged as any page is, and its text stays until the new one is there.
#pragma once

#include "base/ids.hpp"
#include "library/work.hpp"
#include "quota/quota.hpp"

#include <string>

namespace rmirror::reading {

enum class AgainOutcome {
    begun,      // Or under way already.
    done,       // The page was read since the text that its owner saw.
    no_page,    // There is no such page.
    not_read,   // There is no text of the page as it looks now that could be replaced.
    no_reader,  // Nobody reads pages on this server.
    no_quota,
    too_often,  // Today, with the retries of this look of the page.
};

struct AgainWish {
    std::string notebook_uuid;
    std::string page_uuid;
    // When the text that is to be replaced was read, as the page tells it: a wish that comes twice counts
    // once.
    std::string instead_of;
};

struct Again {
    AgainOutcome outcome = AgainOutcome::no_page;
    std::string answer;  // `TranscribingAgain` of the contract, as JSON, of the first two.
};

Again transcribe_again(library::LibraryWork& work, quota::Rules const& rules, AgainWish const& wish);

}  // namespace rmirror::reading
