// SPDX-License-Identifier: AGPL-3.0-or-later
// What a template shows on a sheet of a certain size.
#pragma once

#include "background/background.hpp"
#include "background/template_file/template_file.hpp"
#include "base/result.hpp"

#include <vector>

namespace rmirror {

/// Bottom first, from the sheet's top left corner. Page units. Errors: too_large, and corrupt where a number
/// is none on this sheet. Their messages speak of the template as "it".
Result<std::vector<Figure>> lay_out_template(TemplateFile const& file, double width, double height);

}  // namespace rmirror
