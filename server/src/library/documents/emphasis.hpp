// SPDX-License-Identifier: AGPL-3.0-or-later
// Emphasises lines of a transcription that a pen mark emphasises on the page.
#pragma once

#include "ocr/provider.hpp"

#include <string>
#include <string_view>

namespace rmirror::library {

/// The transcription in Markdown, with the lines `==emphasised==` whose handwriting is on one of the
/// rectangles: JSON, [{x, y, width, height}] in page units. To-dos, tables and code stay as they are, and so
/// do lines that are emphasised already.
std::string with_emphasis(ocr::PageText const& read, std::string_view rects);

}  // namespace rmirror::library
