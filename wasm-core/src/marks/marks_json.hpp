// SPDX-License-Identifier: AGPL-3.0-or-later
// Words in and marks out, as JSON.
#pragma once

#include "base/result.hpp"
#include "marks/marks.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace rmirror {

/// [["text", x, y, width, height, block, line, size, turn, bold], ...]: page units, `bold` 0 or 1. Refuses
/// anything else; empty texts are left out. Limited by kMaxJsonBytes.
Result<std::vector<Word>> read_words(std::string_view text);

/// PageMarks in shared/src/core/types.ts.
std::string marks_json(FoundMarks const& found);

/// The last heading among the words; empty if there is none.
std::string last_heading(std::vector<Word> words);

}  // namespace rmirror
