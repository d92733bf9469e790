// SPDX-License-Identifier: AGPL-3.0-or-later
#include "format/lines_old.hpp"

#include "format/formats.hpp"
#include "format/plain_lines.hpp"
#include "format/points.hpp"

#include <cmath>

namespace rmirror::lines_old {

namespace {

/// x, y, pressure, and a vector whose length gives the tilt of the pen: 0.5 upright, 1 lying flat. Points
/// have no width of their own; the line has one.
constexpr std::size_t kPointBytes = 20;

Point short_point(std::uint8_t const* bytes)
{
    Point point;
    point.x = value_at<float>(bytes);
    point.y = value_at<float>(bytes + 4);
    point.pressure = value_at<float>(bytes + 8);
    return point;
}

std::vector<float> read_tilts(Bytes bytes)
{
    std::vector<float> tilts;
    tilts.reserve(bytes.size() / kPointBytes);
    for (std::size_t at = 0; at + kPointBytes <= bytes.size(); at += kPointBytes) {
        auto const x = value_at<float>(bytes.data() + at + 12);
        auto const y = value_at<float>(bytes.data() + at + 16);
        tilts.push_back(std::sqrt(x * x + y * y));
    }
    return tilts;
}

using plain_lines::Points;

constexpr plain_lines::Layout kLayout{.version = 0,
                                      .has_extra_field = false,
                                      .point_bytes = kPointBytes,
                                      .read_points = read_points<kPointBytes, short_point>,
                                      .read_tilts = read_tilts};
constexpr std::size_t kPageBytes = 4;  // layer count

/// Points of this version have no width, so each gets the line's.
void spread_width(Page& page)
{
    for (auto& layer : page.layers)
        for (auto& stroke : layer.strokes)
            for (auto& point : stroke.points)
                point.width = static_cast<float>(stroke.thickness);
}

/// `points_of(page)` says whether that page's points are stored.
template <typename PointsOf>
Result<Done> read_pages(ByteReader& in, Budget& budget, PointsOf points_of, std::vector<Page>& pages)
{
    auto const count = TRY(plain_lines::read_count(in, kPageBytes, "pages"));
    while (pages.size() < count) {
        TRY(budget.charge(sizeof(Page)));
        auto page = plain_lines::read_page(in, kLayout, budget, points_of(pages.size()));
        if (!page.ok() && (pages.empty() || page.error().code == ErrorCode::too_large))
            return page.pass_on();
        if (!page.ok()) {
            pages.back().unreadable.push_back(
                {0, static_cast<std::uint32_t>(in.remaining()), "the pages after this one are missing"});
            break;
        }
        pages.push_back(std::move(page.value()));
        spread_width(pages.back());
        if (!pages.back().unreadable.empty())
            break;
    }
    return Done{};
}

}  // namespace

Result<std::vector<Page>> parse(ByteReader in)
{
    Budget budget(kMaxPageBytes - in.remaining());
    std::vector<Page> pages;
    TRY(read_pages(
        in, budget, [](std::size_t) { return Points::kept; }, pages));
    return pages;
}

Result<Page> parse_page(ByteReader in, std::size_t index, Budget budget)
{
    std::vector<Page> pages;
    TRY(read_pages(
        in, budget, [&](std::size_t page) { return page == index ? Points::kept : Points::skipped; }, pages));
    if (index >= pages.size())
        return no_such_page(index);
    return std::move(pages[index]);
}

}  // namespace rmirror::lines_old
