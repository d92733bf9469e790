// SPDX-License-Identifier: AGPL-3.0-or-later
// One JSON line for each fixture of typed text, set in the fonts of shared/src/core/fonts.ts. Its twin for
// the wasm is in tests/wasm/typed-text.test.ts.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace rmirror {

/// False when the npm packages are not installed.
bool set_package_fonts(std::filesystem::path const& checkout);

std::vector<std::string> typed_reports(std::filesystem::path const& checkout);

}  // namespace rmirror
