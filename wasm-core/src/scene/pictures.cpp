// SPDX-License-Identifier: AGPL-3.0-or-later
#include "scene/pictures.hpp"

#include <vector>

namespace rmirror {
namespace {

/// Reuses the entry if `index` already refers to one: a viewer supplies the page's source again for every
/// tile.
Result<Done> keep(Page& page, Pixels pixels, std::uint32_t& index)
{
    if (pixels.width < 0 || pixels.height < 0 ||
        std::uint64_t(pixels.width) * std::uint64_t(pixels.height) * 4 != pixels.rgba.size())
        return Error{ErrorCode::bad_request, "a picture has 4 bytes to each of its pixels"};
    if (index == 0) {
        index = static_cast<std::uint32_t>(page.pixels.size());
        page.pixels.emplace_back();
    }
    page.pixels[index] = std::move(pixels);
    return Done{};
}

/// Makes the image two triangles that show the whole picture in `rect`.
void fill_rect(Image& image, Rect const& rect)
{
    image.vertices.clear();
    image.indices.clear();
    for (std::uint32_t corner : {0U, 1U, 2U, 3U})
        image.vertices.push_back({static_cast<float>(rect.x + (corner & 1U) * rect.width),
                                  static_cast<float>(rect.y + (corner >> 1U) * rect.height),
                                  static_cast<float>(corner & 1U), static_cast<float>(corner >> 1U)});
    for (std::uint32_t corner : {0U, 1U, 2U, 2U, 1U, 3U})
        image.indices.push_back(corner);
}

}  // namespace

Result<Done> give_image(Page& page, std::string const& uuid, Pixels pixels)
{
    std::vector<Image*> showing;
    for (auto& layer : page.layers)
        for (auto& image : layer.images)
            if (image.uuid == uuid)
                showing.push_back(&image);
    if (showing.empty())
        return Done{};
    auto index = showing.front()->pixels;
    TRY(keep(page, std::move(pixels), index));
    for (auto* const image : showing)
        image->pixels = index;
    return Done{};
}

Result<Done> give_source(Page& page, Rect const& rect, Pixels pixels)
{
    bool const is_place = pixels.rgba.empty() && pixels.href.empty();
    if (is_place || !page.source)
        page.source = SourcePage{rect, {}};
    if (is_place)
        return Done{};
    fill_rect(page.source->image, rect);
    return keep(page, std::move(pixels), page.source->image.pixels);
}

}  // namespace rmirror
