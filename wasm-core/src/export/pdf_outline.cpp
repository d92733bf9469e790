// SPDX-License-Identifier: AGPL-3.0-or-later
#include "export/pdf_outline.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <initializer_list>

namespace rmirror {
namespace {

constexpr float kUnseen = 0.06F;  // page units: about a 4000th of an inch

struct Vector {
    float x = 0, y = 0;
};

Vector operator+(Vector a, Vector b)
{
    return {a.x + b.x, a.y + b.y};
}

Vector operator*(Vector a, float factor)
{
    return {a.x * factor, a.y * factor};
}

float dot(Vector a, Vector b)
{
    return a.x * b.x + a.y * b.y;
}

/// Positive if `b` is clockwise of `a`, with y downwards.
float cross(Vector a, Vector b)
{
    return a.x * b.y - a.y * b.x;
}

/// The direction rotated anticlockwise by a quarter turn on the screen, to the left when facing along it.
Vector left_of(Vector direction)
{
    return {direction.y, -direction.x};
}

Vector centre_of(InkPoint const& point)
{
    return {point.x, point.y};
}

/// Rounds to nearest, halves away from zero, like std::lround for the range of tenths used here, but inlined.
template <typename Number>
std::int32_t rounded(Number number)
{
    auto const whole = static_cast<std::int32_t>(number);
    auto const rest = number - static_cast<Number>(whole);
    return whole + (rest >= Number{0.5} ? 1 : 0) - (rest <= Number{-0.5} ? 1 : 0);
}

constexpr std::size_t kLongestNumber = 16;  // characters

/// Writes a number in tenths and a space; `to` needs kLongestNumber characters. Returns the end.
char* write_tenths(char* to, double units)
{
    auto* end = std::to_chars(to, to + kLongestNumber, rounded(clamp_to_plane(units) * 10)).ptr;
    *end = ' ';
    return end + 1;
}

class PathWriter {
public:
    explicit PathWriter(std::string& content) : content_(content) {}

    void move_to(Vector to)
    {
        write({to}, 'm');
        started_ = true;
    }

    /// Starts the path if it isn't started yet.
    void line_to(Vector to)
    {
        if (!started_)
            return move_to(to);
        if (rounded(to.x * 10) != x_ || rounded(to.y * 10) != y_)
            write({to}, 'l');
    }

    void curve_to(Vector first, Vector second, Vector to) { write({first, second, to}, 'c'); }

    void close()
    {
        content_ += "h\n";
        started_ = false;
    }

private:
    /// The last point becomes the current point.
    void write(std::initializer_list<Vector> places, char operation)
    {
        constexpr std::size_t kMaxPlaces = 3;
        char line[2 * kMaxPlaces * kLongestNumber + 2];
        auto* end = line;
        for (auto place : places) {
            end = write_tenths(end, place.x);
            end = write_tenths(end, place.y);
            x_ = rounded(place.x * 10);
            y_ = rounded(place.y * 10);
        }
        *end++ = operation;
        *end++ = '\n';
        content_.append(line, end);
    }

    std::string& content_;
    std::int32_t x_ = 0, y_ = 0;
    bool started_ = false;
};

/// One Bézier curve around `centre` between two unit vectors at most a quarter turn apart.
void quarter_arc(PathWriter& path, Vector centre, float radius, Vector from, Vector to)
{
    // The control points are at distance 4/3 tan(angle / 4), and tan(a / 2) = sin(a) / (1 + cos(a)).
    float const cosine = std::clamp(dot(from, to), -1.0F, 1.0F);
    float const half_cosine = std::sqrt((1 + cosine) / 2);
    float const half_sine = std::sqrt((1 - cosine) / 2);
    float handle = 4.0F / 3.0F * half_sine / (1 + half_cosine);
    if (cross(from, to) < 0)
        handle = -handle;
    auto start = centre + from * radius;
    auto end = centre + to * radius;
    path.line_to(start);
    path.curve_to(start + Vector{-from.y, from.x} * (radius * handle),
                  end + Vector{to.y, -to.x} * (radius * handle), end);
}

/// An arc through `middle`, a unit vector between the two; at most half a turn.
void arc(PathWriter& path, InkPoint const& disc, Vector from, Vector middle, Vector to)
{
    float const bulge = disc.radius * (1 - dot(from, middle));
    if (bulge < kUnseen) {
        path.line_to(centre_of(disc) + from * disc.radius);
        path.line_to(centre_of(disc) + to * disc.radius);
        return;
    }
    quarter_arc(path, centre_of(disc), disc.radius, from, middle);
    quarter_arc(path, centre_of(disc), disc.radius, middle, to);
}

/// In the same direction as the outlines: from the left of the path over its front to its right.
void append_disc(std::string& content, InkPoint const& disc)
{
    PathWriter path(content);
    constexpr Vector kCompass[] = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 0}};
    for (int i = 0; i < 4; ++i)
        quarter_arc(path, centre_of(disc), disc.radius, kCompass[i], kCompass[i + 1]);
    path.close();
}

/// The part of a stroke between two points.
struct Segment {
    Vector direction;  // unit vector
    float length = 0;
};

std::vector<Segment> segments_of(std::span<InkPoint const> points)
{
    std::vector<Segment> segments;
    segments.reserve(points.size() - 1);
    for (std::size_t i = 1; i < points.size(); ++i) {
        float dx = points[i].x - points[i - 1].x;
        float dy = points[i].y - points[i - 1].y;
        float length = std::sqrt(dx * dx + dy * dy);
        segments.push_back({{dx / length, dy / length}, length});
    }
    return segments;
}

/// The join of two segments.
struct Join {
    bool smooth = false;    // both sides may cut the corner
    bool reversed = false;  // turns back completely; the bisector is then the forward direction
    float turn = 0;         // positive: to the right
    Vector bisector;        // unit vector to the left of the path
};

Join join_of(Segment const& before, Segment const& after, float radius)
{
    Join join;
    join.turn = cross(before.direction, after.direction);
    float const cosine = dot(before.direction, after.direction);
    auto sum = left_of(before.direction) + left_of(after.direction);
    float const length = std::sqrt(dot(sum, sum));
    join.reversed = length <= 1e-3F;
    join.bisector = join.reversed ? before.direction : sum * (1 / length);
    float const half_cosine = std::sqrt(std::max(0.0F, (1 + cosine) / 2));
    // On the inner side the offset lines must not run backwards, or they would cut out covered area.
    bool const room = radius * std::fabs(join.turn) < std::min(before.length, after.length) / 2;
    join.smooth = cosine > 0 && room && radius * (1 - half_cosine) < kUnseen;
    return join;
}

/// Writes the left side of the stroke, then its right side backwards, as one closed path.
class Outliner {
public:
    Outliner(std::string& content, std::span<InkPoint const> points, Cap cap)
        : path_(content), points_(points), segments_(segments_of(points)), cap_(cap)
    {
        joins_.reserve(segments_.size());
        for (std::size_t i = 1; i < segments_.size(); ++i)
            joins_.push_back(join_of(segments_[i - 1], segments_[i], points_[i].radius));
    }

    void write()
    {
        for (std::size_t i = 0; i < segments_.size(); ++i) {
            if (i > 0)
                corner(i, 1);
            else
                path_.line_to(beside(0, 0, 1));
        }
        end(points_.size() - 1, segments_.back().direction);
        for (std::size_t i = segments_.size(); i-- > 0;)
            if (i > 0)
                corner(i, -1);
        end(0, segments_.front().direction * -1);
        path_.close();
    }

private:
    /// The point at a disc's edge, perpendicular to a segment: `side` 1 is left of the path, -1 right.
    Vector beside(std::size_t point, std::size_t segment, float side) const
    {
        return centre_of(points_[point]) +
               left_of(segments_[segment].direction) * (side * points_[point].radius);
    }

    /// Passes point `i` on one side: on the left going forwards, on the right going backwards.
    void corner(std::size_t i, float side)
    {
        auto const& join = joins_[i - 1];
        auto const& point = points_[i];
        if (join.smooth)
            return path_.line_to(centre_of(point) + join.bisector * (side * point.radius));
        std::size_t const first = side > 0 ? i - 1 : i;
        std::size_t const second = side > 0 ? i : i - 1;
        if (join.turn * side >= 0 && cap_ == Cap::round)  // turns away from this side, so it is the outer one
            return arc(path_, point, left_of(segments_[first].direction) * side,
                       join.bisector * (join.reversed ? 1 : side),
                       left_of(segments_[second].direction) * side);
        path_.line_to(beside(i, first, side));
        if (join.turn * side < 0)
            path_.line_to(centre_of(point));
        path_.line_to(beside(i, second, side));
    }

    /// The round or flat end at a point; `direction` points outwards.
    void end(std::size_t point, Vector direction)
    {
        auto const& disc = points_[point];
        auto left = left_of(direction);
        if (cap_ == Cap::round)
            return arc(path_, disc, left, direction, left * -1);
        path_.line_to(centre_of(disc) + left * disc.radius);
        path_.line_to(centre_of(disc) + left * -disc.radius);
    }

    PathWriter path_;
    std::span<InkPoint const> points_;
    std::vector<Segment> segments_;
    std::vector<Join> joins_;
    Cap cap_;
};

/// Whether all points between the first and the last are on the straight hull of the two.
bool is_straight(std::span<InkPoint const> points)
{
    auto const& from = points.front();
    float const dx = points.back().x - from.x;
    float const dy = points.back().y - from.y;
    float const square = dx * dx + dy * dy;
    if (square < kUnseen * kUnseen)
        return false;
    for (auto const& point : points.subspan(1, points.size() - 2)) {
        float const along = ((point.x - from.x) * dx + (point.y - from.y) * dy) / square;
        if (along < 0 || along > 1)
            return false;
        float const off_x = point.x - (from.x + along * dx);
        float const off_y = point.y - (from.y + along * dy);
        float const radius = from.radius + along * (points.back().radius - from.radius);
        if (off_x * off_x + off_y * off_y > kUnseen * kUnseen || std::fabs(point.radius - radius) > kUnseen)
            return false;
    }
    return true;
}

}  // namespace

std::vector<InkPoint> simplify(std::span<InkPoint const> outline)
{
    constexpr std::size_t kLongestRun = 24;  // points looked back at; keeps the cost linear
    std::vector<InkPoint> kept;
    kept.reserve(outline.size());
    std::vector<InkPoint> apart;  // without coinciding points
    apart.reserve(outline.size());
    for (auto const& point : outline) {
        if (!apart.empty() && std::fabs(point.x - apart.back().x) < kUnseen &&
            std::fabs(point.y - apart.back().y) < kUnseen)
            apart.back().radius = std::max(apart.back().radius, point.radius);
        else
            apart.push_back(point);
    }
    std::size_t first = 0;
    for (std::size_t i = 0; i < apart.size(); ++i) {
        if (i > 0 && i + 1 < apart.size() && i - first < kLongestRun &&
            is_straight(std::span(apart).subspan(first, i + 2 - first)))
            continue;
        kept.push_back(apart[i]);
        first = i;
    }
    return kept;
}

void append_filled_outline(std::string& content, std::span<InkPoint const> outline, Cap cap)
{
    auto const points = simplify(outline);
    if (points.empty())
        return;
    if (points.size() == 1)
        return append_disc(content, points[0]);
    Outliner(content, points, cap).write();
}

void append_tenths(std::string& content, double units)
{
    char number[kLongestNumber];
    content.append(number, write_tenths(number, units));
}

}  // namespace rmirror
