// SPDX-License-Identifier: AGPL-3.0-or-later
#include "display/view.hpp"

#include "display/bounds.hpp"
#include "raster/scenes.hpp"

#include <random>

namespace rmirror::test {
namespace {

/// One short stroke of any pen, anywhere on the page or a little beside it.
Stroke any_stroke(std::mt19937& random)
{
    auto const next = [&](float low, float high) {
        return low + (high - low) * static_cast<float>(random() % 10'000) / 10'000;
    };
    float const x = next(-40, 240);
    float const y = next(-40, 140);
    float const width = next(1, 40);
    auto const tool = static_cast<std::uint32_t>(random() % 24);
    return stroke(tool, {point(x, y, width), point(x + next(-30, 30), y + next(-30, 30), width),
                         point(x + next(-30, 30), y + next(-30, 30), width)});
}

TEST(View, leaves_out_of_a_tile_only_strokes_that_leave_no_ink_on_it)
{
    std::mt19937 random(7);
    int left_out = 0;
    for (int turn = 0; turn < 400; ++turn)
        for (auto const orientation : {Orientation::portrait, Orientation::landscape}) {
            auto const page = small_page({any_stroke(random)});
            PreparedPage const prepared(page);
            RenderRequest request{.width_px = turn % 2 == 0 ? 90 : 700, .orientation = orientation};
            request.rect = Rect{60.25, 30.5, 50, 40};
            auto const view = view_of(page, visible_area(prepared, orientation), request).value();
            auto const whole = drawn(prepared, {.width_px = request.width_px, .orientation = orientation});
            auto const tile = drawn(prepared, request);
            for (int y = 0; y < tile.height; ++y)
                for (int x = 0; x < tile.width; ++x)
                    ASSERT_EQ(pixel(tile, x, y)[0],
                              pixel(whole, x + view.window.left, y + view.window.top)[0])
                        << turn;
            for (auto const& one : prepared.layers()[0].strokes)
                left_out += may_leave_ink(reach_of(view), one.extent) ? 0 : 1;
        }
    EXPECT_GT(left_out, 200);
}

}  // namespace
}  // namespace rmirror::test
