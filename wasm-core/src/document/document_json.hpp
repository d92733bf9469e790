// SPDX-License-Identifier: AGPL-3.0-or-later
// Serialises a document for TypeScript: DocumentFacts in shared/src/core/types.ts.
#pragma once

#include "document/document.hpp"

#include <string>

namespace rmirror {

std::string to_json(Document const& document);

}  // namespace rmirror
