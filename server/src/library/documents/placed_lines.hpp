// SPDX-License-Identifier: AGPL-3.0-or-later
// The lines of a corrected text, each where the transcribed line is that it was made of.
#pragma once

#include <boost/json/array.hpp>

#include <string>
#include <string_view>

namespace rmirror::library {

/// Removes what Markdown has before a line's words: "> ", "## ", "- [ ] ", "12. ".
std::string_view without_markers(std::string_view line);

/// The words of a line of Markdown, as transcribed lines have them.
std::string words_of_line(std::string_view line);

/// `transcribed`: the lines of a page with their positions, as pages.ocr_lines has them. Returns lines of the
/// same shape for the document, from top to bottom: a corrected line has the place of the one that it
/// resembles and is certain, a line that wasn't transcribed has the place of its neighbour. None if nothing
/// was transcribed.
boost::json::array placed_lines(boost::json::array const& transcribed, std::string_view document);

}  // namespace rmirror::library
