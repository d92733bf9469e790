// SPDX-License-Identifier: AGPL-3.0-or-later
// A scene or a picture to the bytes of a file.
#pragma once

#include "raster/raster.hpp"
#include "scene/scene.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace rmirror {

std::vector<std::uint8_t> to_png(Picture const& picture);      // 8-bit RGB
std::vector<std::uint8_t> to_png(GreyPicture const& picture);  // 4-bit grey: 16 levels

/// A standalone SVG document: ink as paths, typed text as text, layers as groups.
std::string to_svg(Page const& page, RenderRequest const& request);

/// The typed text of a page, one paragraph a line, no marks.
std::string to_plain_text(Page const& page);

/// The typed text of a page as Markdown, then its highlights as quotes. Escaped: what a person
/// typed is never read as markup.
std::string to_markdown(Page const& page);

}  // namespace rmirror
