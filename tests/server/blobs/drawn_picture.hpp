// SPDX-License-Identifier: AGPL-3.0-or-later
// A PNG with black ink on white paper.
#pragma once

#include "blobs/pictures.hpp"

#include <cstdint>
#include <string>

namespace rmirror::test {

class DrawnPicture {
public:
    DrawnPicture(std::uint32_t width, std::uint32_t height)
        : width_(width), height_(height), rows_((width + 1) * height, '\xff')
    {
        // Each row begins with its filter: none.
        for (std::uint32_t y = 0; y < height; ++y)
            rows_[y * (width + 1)] = '\0';
    }

    /// A rectangle of lines that are three pixels thick.
    void frame(std::uint32_t left, std::uint32_t top, std::uint32_t width, std::uint32_t height)
    {
        constexpr std::uint32_t kThick = 3;
        fill(left, top, width, kThick);
        fill(left, top + height - kThick, width, kThick);
        fill(left, top, kThick, height);
        fill(left + width - kThick, top, kThick, height);
    }

    std::string png() const
    {
        return rmirror::test::png({.width = width_, .height = height_, .pixels = rows_});
    }

private:
    void fill(std::uint32_t left, std::uint32_t top, std::uint32_t width, std::uint32_t height)
    {
        for (auto y = top; y < top + height; ++y)
            for (auto x = left; x < left + width; ++x)
                rows_[y * (width_ + 1) + 1 + x] = '\0';
    }

    std::uint32_t width_;
    std::uint32_t height_;
    std::string rows_;
};

}  // namespace rmirror::test
