// SPDX-License-Identifier: AGPL-3.0-or-later
// Cuts a drawing out of a page's image, if it is one: a model's boxes may hold nothing, or nothing but words.
#pragma once

#include "ocr/provider.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rmirror::reading {

/// A PNG of the box with a little paper around it. nullopt if the image can't be read, the box has hardly any
/// ink, or all of its ink is on `lines` and none of it is taller than two of them.
std::optional<std::string> cut_drawing(ocr::Picture const& picture, ocr::Drawing const& drawing,
                                       std::vector<ocr::Line> const& lines);

}  // namespace rmirror::reading
