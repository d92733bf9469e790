// SPDX-License-Identifier: AGPL-3.0-or-later
// Converts typed text from CRDT runs to paragraphs, and maps character ids to positions for anchors.
#pragma once

#include "format/v6_tree.hpp"

namespace rmirror::v6 {

/// Reads block 7. Errors: truncated, corrupt, too_large.
Result<Text> read_root_text(Fields& in, Budget& budget);

/// The visible text in order, with the position of each character id.
struct OrderedText {
    TextBlock block;
    /// The number of visible code points before each id, including deleted ids.
    std::unordered_map<Id, std::uint32_t, IdHash> index_of;
    bool had_cycle = false;
};

/// Errors: too_large.
Result<OrderedText> order_text(Text const& text, Budget& budget);

}  // namespace rmirror::v6
