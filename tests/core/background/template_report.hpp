// SPDX-License-Identifier: AGPL-3.0-or-later
// One JSON line a template: what an empty page with it is drawn as. Its twin for the wasm is in
// tests/wasm/templates.test.ts.
#pragma once

#include <string>
#include <vector>

namespace rmirror {

std::vector<std::string> template_reports();

}  // namespace rmirror
