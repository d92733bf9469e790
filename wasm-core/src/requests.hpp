// SPDX-License-Identifier: AGPL-3.0-or-later
// The requests that JavaScript sends to the core, as JSON or as single words, read strictly.
//
// A misspelt member or value would quietly mean something else, so it is refused: every function here
// answers bad_request with a sentence that names the member, for an unknown member, a missing one, one of the
// wrong type and a value out of range. What does not fit the bounds below is refused unread.
#pragma once

#include "base/result.hpp"
#include "display/request.hpp"
#include "scene/scene.hpp"
#include "typeset/fonts.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror {

/// Bytes of a request about a picture: the name of a template is all it has that may be long.
constexpr std::size_t kMaxRequestBytes = 64U << 10U;

/// Pixels across a picture.
constexpr std::int64_t kMaxRequestedWidth = 30'000;

/// How far from the page's origin a rectangle may begin, and how long its sides may be, in page units.
constexpr int kMaxRequestedUnits = 1'000'000;

/// {purpose?: "display" | "ocr", width?: pixels, orientation?: "portrait" | "landscape", template?: name,
///  background?: boolean, rect?: {x, y, width, height} in page units}
Result<RenderRequest> read_render_request(std::string_view text);

/// {orientation?}: pictures to be read have neither template nor width.
Result<RenderRequest> read_ocr_request(std::string_view text);

/// {orientation?, template?}: PDF operators have no pixels.
Result<RenderRequest> read_pdf_request(std::string_view text);

/// {} for no rectangle, or {rect}: where a picture belongs on the page.
Result<std::optional<Rect>> read_place(std::string_view text);

/// ["stem", ...]: the names of a document's page files. It may be as large as any JSON.
Result<std::vector<std::string>> read_stems(std::string_view text);

/// {kind, ...fields} as text_fingerprint.hpp tells; answers with the fingerprint. It may be as large as any
/// JSON.
Result<std::string> read_fingerprint_request(std::string_view text);

/// "regular", "bold", "italic" or "bold-italic".
Result<FontStyle> read_font_style(std::string_view word);

enum class TextFormat : std::uint8_t { markdown, typed_markdown, plain };

/// "markdown", "typed-markdown" or "plain".
Result<TextFormat> read_text_format(std::string_view word);

}  // namespace rmirror
