// SPDX-License-Identifier: AGPL-3.0-or-later
// Rich text as Markdown.
#pragma once

#include "targets/notion/blocks/block.hpp"

#include <string>

namespace rmirror::targets::notion {

/// With a backslash only before kinds of marks that would be read as such. Read again, it is the same text
/// wherever Markdown can say it.
std::string inline_markdown(Spans const& spans);

}  // namespace rmirror::targets::notion
