// SPDX-License-Identifier: AGPL-3.0-or-later
// A grey picture on white paper, stored as sparse tiles: tiles without ink aren't allocated, so it costs as
// much as the ink.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rmirror {

class GreyPicture {
public:
    static constexpr int kTileWidth = 32, kTileHeight = 16;  // pixels
    static constexpr std::uint8_t kWhite = 255;

    /// All white. Both sides must be at least one pixel.
    GreyPicture(int width, int height);

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] int columns() const { return columns_; }                                 // of tiles
    [[nodiscard]] int bands() const { return (height_ + kTileHeight - 1) / kTileHeight; }  // rows of tiles

    /// Height in pixels; less in the last band.
    [[nodiscard]] int band_height(int band) const;

    /// The tile's pixels row by row, white beyond the picture; nullptr if it has no ink.
    [[nodiscard]] std::uint8_t const* tile(int band, int column) const
    {
        auto const place = places_[index_of(band, column)];
        return place == 0 ? nullptr : &inked_[(place - 1) * kTileBytes];
    }

    /// Writable pixels from (y, x) to the end of the tile's row; allocates the tile.
    [[nodiscard]] std::uint8_t* run_at(int y, int x)
    {
        auto const row = static_cast<unsigned>(y);
        auto const column = static_cast<unsigned>(x);
        auto& place = places_[row / kTileHeight * static_cast<unsigned>(columns_) + column / kTileWidth];
        if (place == 0)
            place = add_tile();
        return &inked_[(place - 1) * kTileBytes + row % kTileHeight * kTileWidth + column % kTileWidth];
    }

    /// 0 black to 255 white.
    [[nodiscard]] std::uint8_t at(int y, int x) const;

    [[nodiscard]] bool is_white() const;

private:
    static constexpr std::size_t kTileBytes = std::size_t{kTileWidth} * kTileHeight;

    [[nodiscard]] std::size_t index_of(int band, int column) const
    {
        return static_cast<std::size_t>(band) * static_cast<std::size_t>(columns_) +
               static_cast<std::size_t>(column);
    }

    /// Returns its 1-based index in `inked_`.
    std::uint32_t add_tile();

    int width_, height_, columns_;
    std::vector<std::uint32_t> places_;  // 1-based index of each tile in `inked_`; 0: no ink
    std::vector<std::uint8_t> inked_;
};

}  // namespace rmirror
