// SPDX-License-Identifier: AGPL-3.0-or-later
// What a page needs to become a PDF page: its ink as a content stream, its text and marks as facts.
#pragma once

#include "display/prepared_page.hpp"
#include "display/request.hpp"

#include <string>

namespace rmirror {

struct PdfInk {
    // The page's template, in the same units as the content; empty on blank paper.
    std::string background;
    // Operators in tenths of page units, y downwards, in the page's frame. Layer n is marked content
    // "/OC /Ln"; opacity and blend mode are set by the graphics states that the facts name.
    std::string content;
    // JSON: {version, frame, turned, source_visible, paper, area, ink, layers, states, images, lines,
    // highlights}; see PdfInkFacts in shared/src/core.
    std::string facts;
};

/// Hidden layers are written too: a PDF can hide them by itself.
PdfInk to_pdf_ink(PreparedPage const& page, RenderRequest const& request);

}  // namespace rmirror
