// SPDX-License-Identifier: AGPL-3.0-or-later
#include "format/v6_items.hpp"

#include "format/points.hpp"

namespace rmirror::v6 {

namespace {

constexpr std::size_t kPackedPointBytes = 14;  // block version 2; before that, points of six floats
constexpr float kTwoPi = 6.28318530717958648F;

/// The same values as integers: speed and width times 4, angle and pressure in 255ths.
Point packed_point(std::uint8_t const* bytes)
{
    Point point;
    point.x = value_at<float>(bytes);
    point.y = value_at<float>(bytes + 4);
    point.speed = static_cast<float>(value_at<std::uint16_t>(bytes + 8)) / 4;
    point.width = static_cast<float>(value_at<std::uint16_t>(bytes + 10)) / 4;
    point.direction = static_cast<float>(bytes[12]) * kTwoPi / 255;
    point.pressure = static_cast<float>(bytes[13]) / 255;
    return point;
}

Result<std::vector<Point>> read_stroke_points(Fields& part, std::uint8_t block_version, Budget& budget)
{
    auto const is_packed = block_version >= 2;
    auto const point_bytes = is_packed ? kPackedPointBytes : kFloatPointBytes;
    auto const count = part.raw().remaining() / point_bytes;
    TRY(budget.charge(count * sizeof(Point)));
    auto const bytes = TRY(part.raw().take(count * point_bytes));
    part.finish();
    return is_packed ? read_points<kPackedPointBytes, packed_point>(bytes)
                     : read_points<kFloatPointBytes, float_point>(bytes);
}

}  // namespace

Result<Done> read_envelope(Fields& in, Item& item)
{
    item.parent = TRY(in.id(1));
    item.place.id = TRY(in.id(2));
    item.place.left = TRY(in.id(3));
    item.place.right = TRY(in.id(4));
    item.deleted_length = TRY(in.u32(5));
    if (item.deleted_length > kMaxDeletedRun)
        return Error{ErrorCode::corrupt, "a deletion of " + std::to_string(item.deleted_length) + " items"};
    return Done{};
}

Result<std::optional<Fields>> find_value(Fields& in, std::uint32_t deleted_length)
{
    constexpr std::uint64_t kValue = 6;
    if (deleted_length > 0)
        return in.find_part(kValue);
    return in.find_whole_part(kValue);
}

Result<Stroke> read_stroke(Fields& value, std::uint8_t block_version, Budget& budget)
{
    Stroke stroke;
    stroke.tool = TRY(value.u32(1));
    stroke.color.id = TRY(value.u32(2));
    stroke.thickness = TRY(value.f64(3));
    stroke.starting_length = TRY(value.f32(4));
    auto points = TRY(value.part(5));
    stroke.points = TRY(read_stroke_points(points, block_version, budget));
    value.find_id(6);  // timestamp
    value.find_id(7);  // UNSURE: looks like a move id.
    stroke.color.argb = value.find_u32(8);
    value.find_id(9);  // UNSURE: seen on 9 strokes, meaning unknown (2026-11).
    return stroke;
}

}  // namespace rmirror::v6
