// SPDX-License-Identifier: AGPL-3.0-or-later
// What is asked of a drawing, whatever it is drawn as.
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
    display,  // colours on white paper, the whole page, grown where ink leaves it
    ocr,      // black ink on white, handwriting only
};

enum class Visibility : std::uint8_t { on, off };

struct RenderRequest {
    Purpose purpose = Purpose::display;
    std::optional<int> width_px = {};  // of the whole picture; default: one pixel per page unit
    Orientation orientation = Orientation::portrait;
    std::string page_template{};  // its name, as the document states it; empty or unknown: blank paper
    // Drawn in place of the sheet that the name says.
    std::shared_ptr<TemplateFile const> template_file = {};
    Visibility background = Visibility::on;
    // The part of the page that is wanted, in page units: what lies there in the whole picture, pixel for
    // pixel. Parts that share an edge fit together without a seam. Display pictures only.
    std::optional<Rect> rect = {};
};

}  // namespace rmirror
