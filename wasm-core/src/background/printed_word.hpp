// SPDX-License-Identifier: AGPL-3.0-or-later
// Words that are printed on a sheet, in the regular font of typed text.
#pragma once

#include "background/background.hpp"

#include <string_view>

namespace rmirror {

/// Page units for a font of this size; 0 while no font is set.
double printed_width(std::string_view text, double size);

/// Filled, from `x` on; without outlines while no font is set.
Figure printed_word(std::string_view text, double x, double baseline, double size);

}  // namespace rmirror
