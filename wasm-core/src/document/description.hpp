// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads what `.metadata` and `.content` contain about the document as a whole.
#pragma once

#include "document/document.hpp"
#include "document/json_fields.hpp"

namespace rmirror {

/// Name, parent folder and times; also the kind if it is a folder or a template.
void read_metadata(JsonFields const& metadata, Document& document);

/// Kind, orientation, cover, tags, authors. Doesn't change a kind that `.metadata` has set.
void read_description(JsonFields const& content, Document& document);

}  // namespace rmirror
