// SPDX-License-Identifier: AGPL-3.0-or-later
// The pictures in tests/golden: one small one for each pen, blend, style, template and paper.
#pragma once

#include "raster/raster.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace rmirror {

struct GoldenPicture {
    std::string name;  // below tests/golden, without ".png"
    Page page;
    RenderRequest request;
};

/// Those that tests/golden/pictures.jsonl lists with their pages, then every template on blank paper.
/// tests/wasm/golden-pictures.test.ts draws the same.
std::vector<GoldenPicture> golden_pictures(std::filesystem::path const& checkout);

/// In the fonts that set_package_fonts has set.
Picture drawn(GoldenPicture const& golden);

}  // namespace rmirror
