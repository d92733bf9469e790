// SPDX-License-Identifier: AGPL-3.0-or-later
// Typed text: from CRDT runs to paragraphs, and from characters to the anchors that hang on them.
#pragma once

#include "format/v6_tree.hpp"

namespace rmirror::v6 {

/// Reads block 7. Errors: truncated, corrupt, too_large.
Result<Text> read_root_text(Fields& in, Budget& budget);

/// The visible text in order, with the place of each character id.
struct OrderedText {
    TextBlock block;
    std::unordered_map<Id, std::uint32_t, IdHash> index_of;  // visible code points before it, deleted ids too
    bool had_cycle = false;
};

/// Errors: too_large.
Result<OrderedText> order_text(Text const& text, Budget& budget);

}  // namespace rmirror::v6
