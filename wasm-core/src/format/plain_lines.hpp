// SPDX-License-Identifier: AGPL-3.0-or-later
// What the formats before v6 share: a page is a count of layers, a layer a count of lines.
#pragma once

#include "base/budget.hpp"
#include "base/bytes.hpp"
#include "scene/scene.hpp"

namespace rmirror::plain_lines {

/// How one version writes its lines and points.
struct Layout {
    int version;
    bool has_extra_field;  // v5 only: four bytes after the width, normally zero, garbage in some real files
    std::size_t point_bytes;
    std::vector<Point> (*read_points)(Bytes);
    std::vector<float> (*read_tilts)(Bytes) = nullptr;  // one a point, where points have one
};

/// Whether the points of a page are kept, or only stepped over.
enum class Points : std::uint8_t { kept, skipped };

/// Reads one page: layers, lines, points. A page that breaks off keeps what stands before the break
/// and says so in Page::unreadable; one that breaks off before its first line is an error.
/// Errors: truncated, too_large.
Result<Page> read_page(ByteReader& in, Layout const& layout, Budget& budget, Points points = Points::kept);

/// A count that cannot be larger than what is left allows, `least_bytes` being the smallest entry.
Result<std::uint32_t> read_count(ByteReader& in, std::size_t least_bytes, char const* what);

}  // namespace rmirror::plain_lines
