// SPDX-License-Identifier: AGPL-3.0-or-later
// Strict parsers for the requests that JavaScript sends to the core, as JSON or as single words.
//
// A misspelt member or value would silently mean something else, so every function returns bad_request, with
// a message that names the member, for an unknown or missing member, one of the wrong type and a value out of
// range. Input beyond the limits below is refused before it is parsed.
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

/// Maximum size of a rendering request in bytes. Only the template's name may be long.
constexpr std::size_t kMaxRequestBytes = 64U << 10U;

/// Maximum width of a picture in pixels.
constexpr std::int64_t kMaxRequestedWidth = 30'000;

/// Maximum distance of a rectangle's corner from the page's origin, and maximum length of its sides, in page
/// units.
constexpr int kMaxRequestedUnits = 1'000'000;

/// {purpose?: "display" | "ocr", width?: pixels, orientation?: "portrait" | "landscape", template?: name,
///  background?: boolean, rect?: {x, y, width, height} in page units}
Result<RenderRequest> read_render_request(std::string_view text);

/// {orientation?}: pictures for transcription have neither a template nor a width.
Result<RenderRequest> read_ocr_request(std::string_view text);

/// {orientation?, template?}: PDF operators have no pixels.
Result<RenderRequest> read_pdf_request(std::string_view text);

/// {} for no rectangle, or {rect}: the place of a picture on the page.
Result<std::optional<Rect>> read_optional_rect(std::string_view text);

/// ["stem", ...]: the names of a document's page files. Limited only by kMaxJsonBytes.
Result<std::vector<std::string>> read_stems(std::string_view text);

/// {kind, ...fields} as described in text_fingerprint.hpp; returns the fingerprint. Limited only by
/// kMaxJsonBytes.
Result<std::string> read_fingerprint_request(std::string_view text);

/// "regular", "bold", "italic", "bold-italic", "medium", "serif" or "serif-bold".
Result<FontStyle> read_font_style(std::string_view word);

enum class TextFormat : std::uint8_t { markdown, typed_markdown, plain };

/// "markdown", "typed-markdown" or "plain".
Result<TextFormat> read_text_format(std::string_view word);

}  // namespace rmirror
