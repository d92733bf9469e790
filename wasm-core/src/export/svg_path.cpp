// SPDX-License-Identifier: AGPL-3.0-or-later
#include "export/svg_path.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace rmirror {
namespace {

/// Formats a number of tenths. Path data is computed in tenths so that relative steps don't drift.
std::string tenths_to_text(long tenths)
{
    std::string text = tenths < 0 ? "-" : "";
    long whole = std::labs(tenths) / 10;
    long tenth = std::labs(tenths) % 10;
    if (whole != 0 || tenth == 0)
        text += std::to_string(whole);
    if (tenth != 0)
        text += "." + std::to_string(tenth);
    return text;
}

long to_tenths(double value)
{
    return std::lround(clamp_to_plane(value) * 10);
}

/// No space is needed before a minus sign.
void append_number(std::string& data, long tenths)
{
    auto text = tenths_to_text(tenths);
    if (text[0] != '-' && data.back() != 'l')
        data += ' ';
    data += text;
}

/// Whether both can be drawn with one width: steps within this tolerance are less visible than the change of
/// width over the stroke.
bool looks_as_wide(float radius, float piece_radius)
{
    return std::fabs(radius - piece_radius) <= std::max(0.15F, 0.14F * piece_radius);
}

std::string path_data(std::span<InkPoint const> points)
{
    long x = to_tenths(points[0].x);
    long y = to_tenths(points[0].y);
    std::string data = "M" + tenths_to_text(x);
    append_number(data, y);
    data += 'l';
    auto empty = data.size();
    for (auto const& point : points.subspan(1)) {
        long next_x = to_tenths(point.x);
        long next_y = to_tenths(point.y);
        if (next_x == x && next_y == y)
            continue;
        append_number(data, next_x - x);
        append_number(data, next_y - y);
        x = next_x;
        y = next_y;
    }
    if (data.size() == empty)
        data += "0 0";  // a dot: only the caps
    return data;
}

float distance(InkPoint const& from, InkPoint const& to)
{
    float const dx = to.x - from.x;
    float const dy = to.y - from.y;
    return std::sqrt(dx * dx + dy * dy);
}

/// Whether a round end of this radius at `point` would extend beyond the stroke's own end.
bool reaches_beyond(InkPoint const& end, InkPoint const& point, float radius)
{
    constexpr float kUnseen = 1;  // page units
    return radius > end.radius + distance(end, point) + kUnseen;
}

}  // namespace

std::string to_svg_number(double value)
{
    return tenths_to_text(to_tenths(value));
}

std::vector<PathPiece> path_pieces(std::span<InkPoint const> outline)
{
    std::vector<PathPiece> pieces;
    std::size_t first = 0;
    while (first < outline.size()) {
        // The part has the width of its second point, because the first belongs to the previous part.
        float radius = outline[std::min(first + 1, outline.size() - 1)].radius;
        std::size_t end = first + 1;
        while (end < outline.size() && looks_as_wide(outline[end].radius, radius))
            ++end;
        auto const points = outline.subspan(first, end - first);
        bool const starts = reaches_beyond(outline.front(), points.front(), radius);
        bool const ends = reaches_beyond(outline.back(), points.back(), radius);
        pieces.push_back({2.0 * radius, path_data(points), starts || ends});
        if (starts && !ends)
            pieces.push_back({2.0 * radius, path_data(points.last(1))});
        if (ends && !starts)
            pieces.push_back({2.0 * radius, path_data(points.first(1))});
        if (end == outline.size())
            break;
        first = end - 1;
    }
    return pieces;
}

}  // namespace rmirror
