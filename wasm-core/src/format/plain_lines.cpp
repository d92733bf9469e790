// SPDX-License-Identifier: AGPL-3.0-or-later
#include "format/plain_lines.hpp"

namespace rmirror::plain_lines {

namespace {

constexpr std::size_t kLineBytes = 20;  // pen, colour, unknown, width, point count
constexpr std::size_t kLayerBytes = 4;  // line count

Result<Stroke> read_line(ByteReader& in, Layout const& layout, Budget& budget, Points points)
{
    Stroke stroke;
    stroke.tool = TRY(in.u32());
    stroke.color.id = TRY(in.u32());
    TRY(in.skip(4));  // normally zero, garbage in some real files
    stroke.thickness = TRY(in.f32());
    if (layout.has_extra_field)
        TRY(in.skip(4));
    auto const count = TRY(read_count(in, layout.point_bytes, "points"));
    auto const bytes = TRY(in.take(count * layout.point_bytes));
    TRY(budget.charge(sizeof(Stroke)));
    if (points == Points::skipped)
        return stroke;
    TRY(budget.charge(count * sizeof(Point)));
    stroke.points = layout.read_points(bytes);
    if (layout.read_tilts != nullptr) {
        TRY(budget.charge(count * sizeof(float)));
        stroke.tilts = layout.read_tilts(bytes);
    }
    return stroke;
}

Result<Done> read_lines(ByteReader& in, Layout const& layout, Budget& budget, Points points,
                        std::vector<Stroke>& strokes)
{
    auto const count = TRY(read_count(in, kLineBytes, "lines"));
    while (strokes.size() < count)
        strokes.push_back(TRY(read_line(in, layout, budget, points)));
    return Done{};
}

bool has_strokes(Page const& page)
{
    for (auto const& layer : page.layers)
        if (!layer.strokes.empty())
            return true;
    return false;
}

}  // namespace

Result<std::uint32_t> read_count(ByteReader& in, std::size_t min_bytes, char const* what)
{
    auto count = TRY(in.u32());
    if (count > in.remaining() / min_bytes)
        return Error{ErrorCode::truncated, std::to_string(count) + " " + what + " announced, but only " +
                                               std::to_string(in.remaining()) + " bytes are left"};
    return count;
}

Result<Page> read_page(ByteReader& in, Layout const& layout, Budget& budget, Points points)
{
    Page page;
    page.version = layout.version;
    page.frame = Frame::top_left;
    auto const count = TRY(read_count(in, kLayerBytes, "layers"));
    while (page.layers.size() < count && page.unreadable.empty()) {
        TRY(budget.charge(sizeof(Layer)));
        Layer& layer = page.layers.emplace_back();
        layer.name = "Layer " + std::to_string(page.layers.size());
        auto const left = static_cast<std::uint32_t>(in.remaining());
        auto const done = read_lines(in, layout, budget, points, layer.strokes);
        if (done.ok())
            continue;
        if (done.error().code == ErrorCode::too_large || !has_strokes(page))
            return done.error();
        page.unreadable.push_back({0, left, done.error().message});
    }
    return page;
}

}  // namespace rmirror::plain_lines
