// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything the core says about a file, as one JSON line a page: what native and wasm must agree on.
#pragma once

#include "base/bytes.hpp"

#include <string>
#include <vector>

namespace rmirror {

/// {file, page, ink_hash, facts, strokes, png, landscape, ocr, ocr_whole, svg, pdf, pdf_landscape, markdown,
/// plain}: all that is drawn or written as hashes, so that a line stays short. {file, error} for a file that
/// is no page. tests/parity/page-report.ts is its twin.
std::vector<std::string> page_reports(std::string const& name, Bytes file);

}  // namespace rmirror
