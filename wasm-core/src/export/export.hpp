// SPDX-License-Identifier: AGPL-3.0-or-later
// A scene to the text of a file.
#pragma once

#include "display/prepared_page.hpp"
#include "display/request.hpp"
#include "scene/scene.hpp"

#include <string>

namespace rmirror {

/// A standalone SVG document: ink as paths, typed text as text, layers as groups.
std::string to_svg(PreparedPage const& page, RenderRequest const& request);

/// The typed text of a page, one paragraph a line, no marks.
std::string to_plain_text(Page const& page);

/// The typed text of a page as Markdown, then its highlights as quotes. Escaped: what a person
/// typed is never read as markup.
std::string to_markdown(Page const& page);

/// The same without the highlights.
std::string to_typed_markdown(Page const& page);

}  // namespace rmirror
