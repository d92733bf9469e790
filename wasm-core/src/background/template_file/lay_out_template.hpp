// SPDX-License-Identifier: AGPL-3.0-or-later
// Lays out a template file on a sheet of a given size.
#pragma once

#include "background/background.hpp"
#include "background/template_file/template_file.hpp"
#include "base/result.hpp"

#include <vector>

namespace rmirror {

/// Figures bottom first, in page units from the sheet's top left corner. Errors: too_large, and corrupt if a
/// number isn't finite on this sheet. Messages refer to the template as "it".
Result<std::vector<Figure>> lay_out_template(TemplateFile const& file, double width, double height);

}  // namespace rmirror
