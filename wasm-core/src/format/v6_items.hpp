// SPDX-License-Identifier: AGPL-3.0-or-later
// The values that scene items carry: strokes, highlights, images.
#pragma once

#include "base/budget.hpp"
#include "format/tagged.hpp"
#include "scene/scene.hpp"

namespace rmirror::v6 {

Result<Stroke> read_stroke(Fields& value, std::uint8_t block_version, Budget& budget);
Result<Highlight> read_highlight(Fields& value, Budget& budget);
Result<Image> read_image(Fields& value, Budget& budget);

/// Canonical text form of 16 bytes in the order they lie.
std::string uuid_text(Bytes bytes);

}  // namespace rmirror::v6
