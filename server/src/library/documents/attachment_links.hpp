// SPDX-License-Identifier: AGPL-3.0-or-later
// Links to attachments in a document: `![sketch.png](attachment:ID)`.
#pragma once

#include <string>
#include <string_view>

namespace rmirror::library {

/// The text with the attachments' names in place of the links to them. Only for to-dos, which are no Markdown
/// where they are shown: the names aren't escaped. Other services get texts from delivered_text_of() of the
/// schema.
std::string with_attachment_names(std::string_view markdown);

}  // namespace rmirror::library
