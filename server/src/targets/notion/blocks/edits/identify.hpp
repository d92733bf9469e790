// SPDX-License-Identifier: AGPL-3.0-or-later
// Finds the blocks at Notion that the server wrote. A record has ids only for blocks that were read since,
// and nothing for an unfinished attempt.
#pragma once

#include "targets/notion/blocks/edits/edits.hpp"

#include <string>
#include <vector>

namespace rmirror::targets::notion {

struct Written {
    std::vector<KnownBlock> known = {};
    /// The server's bot user at Notion. Empty: the author of a block proves nothing.
    std::string bot = {};
    /// More may have been written than is recorded. Blocks that only the server has edited then count as its
    /// own.
    bool is_in_doubt = false;
};

/// The recorded blocks with their ids, which tells changed blocks from those that the user added. A block
/// that no longer exists gets an id that no block has.
std::vector<KnownBlock> identified(Written const& written, std::vector<ReadBlock> const& now);

}  // namespace rmirror::targets::notion
