// SPDX-License-Identifier: AGPL-3.0-or-later
// The lines of a transcription, as they are stored: JSON, [{text, confidence, top, bottom}] in page units.
#pragma once

#include "ocr/provider.hpp"

#include <string>
#include <vector>

namespace rmirror::library {

std::string lines_json(std::vector<ocr::Line> const& lines);

/// Parses what lines_json() wrote, moved down the page by `moved` page units.
std::vector<ocr::Line> lines_of_json(std::string const& text, double moved);

}  // namespace rmirror::library
