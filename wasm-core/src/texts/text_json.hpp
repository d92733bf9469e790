// SPDX-License-Identifier: AGPL-3.0-or-later
// What merging and comparing texts yields, as JSON for JavaScript.
#pragma once

#include <string>
#include <string_view>

namespace rmirror {

/// `merge_texts` as {text, conflicts: [{line, mine, theirs}]}; null is a line that was removed.
std::string merged_json(std::string_view base, std::string_view mine, std::string_view theirs);

/// `diff_lines` as {became: [line or null], newer}.
std::string diff_json(std::string_view older, std::string_view newer);

}  // namespace rmirror
