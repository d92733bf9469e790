// SPDX-License-Identifier: AGPL-3.0-or-later
// A document's facts as they cross to TypeScript: DocumentFacts in shared/src/core/types.ts.
#pragma once

#include "document/document.hpp"

#include <string>

namespace rmirror {

std::string to_json(Document const& document);

}  // namespace rmirror
