// SPDX-License-Identifier: AGPL-3.0-or-later
// What `.metadata` and `.content` say about the document as a whole.
#pragma once

#include "document/document.hpp"
#include "document/json_fields.hpp"

namespace rmirror {

/// Name, place in the tree, times; the kind where it is a folder or a template.
void read_metadata(JsonFields const& metadata, Document& document);

/// Kind, orientation, cover, tags, authors. A kind that `.metadata` has settled stays.
void read_description(JsonFields const& content, Document& document);

}  // namespace rmirror
