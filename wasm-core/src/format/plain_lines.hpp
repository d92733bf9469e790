// SPDX-License-Identifier: AGPL-3.0-or-later
// The structure common to the formats before v6: a page is a count and that many layers, a layer a count and
// that many lines.
#pragma once

#include "base/budget.hpp"
#include "base/bytes.hpp"
#include "scene/scene.hpp"

namespace rmirror::plain_lines {

/// How a version stores its lines and points.
struct Layout {
    int version;
    bool has_extra_field;  // v5 only: four bytes after the width, normally zero, garbage in some real files
    std::size_t point_bytes;
    std::vector<Point> (*read_points)(Bytes);
    std::vector<float> (*read_tilts)(Bytes) = nullptr;  // one per point; null if points have none
};

/// Whether the points of a page are stored or skipped.
enum class Points : std::uint8_t { kept, skipped };

/// Reads one page: layers, lines, points. A truncated page keeps everything before the break and reports it
/// in Page::unreadable; one that ends before its first line is an error. Errors: truncated, too_large.
Result<Page> read_page(ByteReader& in, Layout const& layout, Budget& budget, Points points = Points::kept);

/// Reads a count and checks it against the remaining bytes; `min_bytes` is the size of the smallest entry.
Result<std::uint32_t> read_count(ByteReader& in, std::size_t min_bytes, char const* what);

}  // namespace rmirror::plain_lines
