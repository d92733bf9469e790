// SPDX-License-Identifier: AGPL-3.0-or-later
// What the caller wants drawn, independent of the output format.
#pragma once

#include "document/document.hpp"
#include "scene/scene.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace rmirror {

struct TemplateFile;  // background/template_file/template_file.hpp

enum class Purpose : std::uint8_t {
    display,  // colours on white paper, the whole page, enlarged where ink leaves it
    ocr,      // black ink on white, handwriting only
};

enum class Visibility : std::uint8_t { on, off };

struct RenderRequest {
    Purpose purpose = Purpose::display;
    std::optional<int> width_px = {};  // of the whole picture; default: one pixel per page unit
    Orientation orientation = Orientation::portrait;
    std::string page_template{};  // template name as stored in the document; empty or unknown: blank paper
    // If set, drawn instead of the built-in template.
    std::shared_ptr<TemplateFile const> template_file = {};
    Visibility background = Visibility::on;
    // The part of the page to draw, in page units: exactly the pixels that the whole picture has there. Parts
    // that share an edge fit together without a seam. Display pictures only.
    std::optional<Rect> rect = {};
};

}  // namespace rmirror
