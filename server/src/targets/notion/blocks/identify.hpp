// SPDX-License-Identifier: AGPL-3.0-or-later
// Which of the blocks that stand in Notion are those that we wrote: a record knows the ids of those alone
// that were read since, and of an attempt that never ended it knows nothing.
#pragma once

#include "targets/notion/blocks/edits.hpp"

#include <string>
#include <vector>

namespace rmirror::targets::notion {

struct Written {
    std::vector<KnownBlock> known = {};
    /// As whom Notion knows us. Empty: nothing is told by who wrote it.
    std::string bot = {};
    /// More may have been written than is known. Then what nobody but us has edited is ours.
    bool is_in_doubt = false;
};

/// The same blocks with their ids, so that what the user made of one is told from what the user added. One
/// that stands nowhere any more has an id that no block has.
std::vector<KnownBlock> identified(Written const& written, std::vector<ReadBlock> const& now);

}  // namespace rmirror::targets::notion
