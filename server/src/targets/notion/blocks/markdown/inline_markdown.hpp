// SPDX-License-Identifier: AGPL-3.0-or-later
// Converts rich text to Markdown.
#pragma once

#include "targets/notion/blocks/block.hpp"

#include <string>

namespace rmirror::targets::notion {

/// Escapes only groups of marks that would be read as such. Reading the result gives the same text, as far as
/// Markdown can express it.
std::string inline_markdown(Spans const& spans);

}  // namespace rmirror::targets::notion
