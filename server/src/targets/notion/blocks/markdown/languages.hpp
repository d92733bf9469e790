// SPDX-License-Identifier: AGPL-3.0-or-later
// The programming languages of Notion's code blocks.
#pragma once

#include <string_view>

namespace rmirror::targets::notion {

/// Notion's name for the info string of a fence; empty if it has none.
std::string_view language_of(std::string_view name);

}  // namespace rmirror::targets::notion
