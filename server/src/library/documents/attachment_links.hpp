// SPDX-License-Identifier: AGPL-3.0-or-later
// Links to attachments in a document: `![sketch.png](attachment:ID)`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rmirror::library {

/// The text with the attachments' names in place of the links to them. Only for to-dos, which are no Markdown
/// where they are shown: the names aren't escaped. Other services get texts from delivered_text_of() of the
/// schema.
std::string with_attachment_names(std::string_view markdown);

/// The ids of the attachments that the text shows or links, as they are written, each once.
std::vector<std::string> attachments_in(std::string_view markdown);

/// Shows an image by its attachment's id. `name`: plain text, possibly empty.
std::string attachment_image(std::string_view name, std::string_view id);

}  // namespace rmirror::library
