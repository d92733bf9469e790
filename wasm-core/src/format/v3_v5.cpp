// SPDX-License-Identifier: AGPL-3.0-or-later
#include "format/v3_v5.hpp"

#include "format/formats.hpp"
#include "format/plain_lines.hpp"
#include "format/points.hpp"

namespace rmirror::v3_v5 {

namespace {

constexpr plain_lines::Layout kV3{.version = 3,
                                  .has_extra_field = false,
                                  .point_bytes = kFloatPointBytes,
                                  .read_points = read_points<kFloatPointBytes, float_point>};
constexpr plain_lines::Layout kV5{.version = 5,
                                  .has_extra_field = true,
                                  .point_bytes = kFloatPointBytes,
                                  .read_points = read_points<kFloatPointBytes, float_point>};

Result<std::vector<Page>> parse(ByteReader in, plain_lines::Layout const& layout)
{
    Budget budget(kMaxPageBytes - in.remaining());
    std::vector<Page> pages;
    pages.push_back(TRY(plain_lines::read_page(in, layout, budget)));
    if (pages.back().unreadable.empty() && !in.at_end())
        pages.back().unreadable.push_back(
            {0, static_cast<std::uint32_t>(in.remaining()), "bytes follow the last layer"});
    return pages;
}

}  // namespace

Result<std::vector<Page>> parse_v3(ByteReader in)
{
    return parse(in, kV3);
}

Result<std::vector<Page>> parse_v5(ByteReader in)
{
    return parse(in, kV5);
}

}  // namespace rmirror::v3_v5
