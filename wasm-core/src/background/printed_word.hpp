// SPDX-License-Identifier: AGPL-3.0-or-later
// Words printed on a sheet, in the regular font of typed text.
#pragma once

#include "background/background.hpp"

#include <string_view>

namespace rmirror {

/// Width in page units at this font size; 0 if no font is set.
double printed_width(std::string_view text, double size);

/// Filled outlines that start at `x`; none if no font is set.
Figure printed_word(std::string_view text, double x, double baseline, double size);

}  // namespace rmirror
