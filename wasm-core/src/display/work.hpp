// SPDX-License-Identifier: AGPL-3.0-or-later
// Estimates the cost of a drawing before it begins, so that hostile pages can't take minutes.
#pragma once

#include "display/outline.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace rmirror {

/// Approximate number of pixels that the coverage stage visits. It is a polynomial of the scale, so one pass
/// over the ink gives the cost at every scale.
class Work {
public:
    void add(std::span<InkPoint const> outline)
    {
        for (std::size_t i = 0; i < outline.size(); ++i) {
            auto const& from = outline[i == 0 ? 0 : i - 1];
            auto const& to = outline[i];
            // A capsule of length l and radius r, with a margin of one pixel: (sl + 2(sr + 1)) * 2(sr + 1).
            double const radius = std::max(from.radius, to.radius);
            double const length = std::fabs(to.x - from.x) + std::fabs(to.y - from.y);
            square_ += 2 * radius * length + 4 * radius * radius;
            linear_ += 2 * length + 8 * radius;
            constant_ += 4;
        }
    }

    void add(Image const& image);

    void add(Work const& other)
    {
        square_ += other.square_;
        linear_ += other.linear_;
        constant_ += other.constant_;
    }

    [[nodiscard]] double at(double scale) const { return (square_ * scale + linear_) * scale + constant_; }

    /// The largest of `scale`, `scale`/2, `scale`/4 ... that takes a few seconds at most.
    [[nodiscard]] double affordable(double scale) const
    {
        constexpr double kMaxWork = 4e9;  // A full page of handwriting needs 1e7.
        while (scale > 1e-6 && at(scale) > kMaxWork &&
               (scale * linear_ > 1 || square_ * scale * scale > kMaxWork))
            scale /= 2;
        return scale;
    }

private:
    double square_ = 0, linear_ = 0, constant_ = 0;
};

}  // namespace rmirror
