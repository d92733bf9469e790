// SPDX-License-Identifier: AGPL-3.0-or-later
// Exports a page as a text-based file.
#pragma once

#include "display/prepared_page.hpp"
#include "display/request.hpp"
#include "scene/scene.hpp"

#include <string>

namespace rmirror {

/// A standalone SVG document: ink as paths, typed text as text, layers as groups.
std::string to_svg(PreparedPage const& page, RenderRequest const& request);

/// The page's typed text without formatting, one paragraph per line.
std::string to_plain_text(Page const& page);

/// The page's typed text as Markdown, followed by its highlights as quotes. Escaped, so that typed text is
/// never parsed as markup.
std::string to_markdown(Page const& page);

/// The same without the highlights.
std::string to_typed_markdown(Page const& page);

}  // namespace rmirror
