// SPDX-License-Identifier: AGPL-3.0-or-later
// The marks by which a model says where in a text its drawings stand: `![](drawing:1)` for the first.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rmirror::ocr {

/// The text with `written[N - 1]` in place of the mark of drawing N. A mark goes, with its line if there is
/// nothing else in it, where that is empty, doesn't exist, or was written before. What has no mark comes at
/// the end.
std::string with_drawings(std::string_view markdown, std::vector<std::string> written);

}  // namespace rmirror::ocr
