// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything needed to make a PDF page of a page: its ink as a content stream, its text and highlights as
// facts.
#pragma once

#include "display/prepared_page.hpp"
#include "display/request.hpp"

#include <string>

namespace rmirror {

struct PdfInk {
    // The page's template in the units of the content; empty for blank paper.
    std::string background;
    // Operators in tenths of page units, y downwards, in the page's frame. Layer n is marked content
    // "/OC /Ln"; opacity and blend mode are set by the graphics states listed in the facts.
    std::string content;
    // JSON: {version, frame, turned, source_visible, paper, area, ink, layers, states, images, lines,
    // highlights}; see PdfInkFacts in shared/src/core.
    std::string facts;
};

/// Includes hidden layers, because a PDF can hide layers itself.
PdfInk to_pdf_ink(PreparedPage const& page, RenderRequest const& request);

}  // namespace rmirror
