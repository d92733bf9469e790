// SPDX-License-Identifier: AGPL-3.0-or-later
// Merges two versions of a text that began as the same one: a person's correction and what the machine reads
// next, or the edits of two devices.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror {

/// A line that both versions changed in different ways, or that one of them removed (nullopt). `mine` stayed.
struct MergeConflict {
    std::size_t line =
        0;  // In the merged text, from 0: that of `mine`, or the one that follows where it was.
    std::optional<std::string> mine;
    std::optional<std::string> theirs;
};

struct Merged {
    std::string text;
    std::vector<MergeConflict> conflicts;  // In the order of their lines.
};

/// Three-way merge, line by line. Takes what either side changed, removed or added since `base`; where both
/// changed a line, `mine` stays. So every line that `mine` has and `base` hasn't is in the result. Lines that
/// both added at the same place are all kept, mine first, except those of theirs that mine has there as well.
Merged merge_texts(std::string_view base, std::string_view mine, std::string_view theirs);

}  // namespace rmirror
