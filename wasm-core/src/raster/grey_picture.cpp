// SPDX-License-Identifier: AGPL-3.0-or-later
#include "raster/grey_picture.hpp"

#include <algorithm>

namespace rmirror {

GreyPicture::GreyPicture(int width, int height)
    : width_(width), height_(height), columns_((width + kTileWidth - 1) / kTileWidth)
{
    places_.resize(index_of(bands(), 0));
    inked_.reserve(places_.size() * kTileBytes);  // reserved memory isn't committed until it is written
}

int GreyPicture::band_height(int band) const
{
    return std::min(kTileHeight, height_ - band * kTileHeight);
}

std::uint32_t GreyPicture::add_tile()
{
    inked_.resize(inked_.size() + kTileBytes, kWhite);
    return static_cast<std::uint32_t>(inked_.size() / kTileBytes);
}

std::uint8_t GreyPicture::at(int y, int x) const
{
    auto const* pixels = tile(y / kTileHeight, x / kTileWidth);
    return pixels == nullptr ? kWhite : pixels[y % kTileHeight * kTileWidth + x % kTileWidth];
}

bool GreyPicture::is_white() const
{
    return std::all_of(inked_.begin(), inked_.end(), [](auto grey) { return grey == kWhite; });
}

}  // namespace rmirror
