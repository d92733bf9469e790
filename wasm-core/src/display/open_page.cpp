// SPDX-License-Identifier: AGPL-3.0-or-later
#include "display/open_page.hpp"

#include "scene/pictures.hpp"
#include "typeset/fonts.hpp"

#include <utility>

namespace rmirror {

PreparedPage const& OpenPage::prepared()
{
    if (prepared_ && fonts_ != font_generation())
        prepared_.reset();  // first, so that both are never in memory together
    if (!prepared_) {
        prepared_.emplace(*page_);
        fonts_ = font_generation();
    }
    return *prepared_;
}

Result<Done> OpenPage::give_image(std::string const& uuid, Pixels pixels)
{
    return rmirror::give_image(*page_, uuid, std::move(pixels));
}

Result<Done> OpenPage::give_source(Rect const& rect, Pixels pixels)
{
    return rmirror::give_source(*page_, rect, std::move(pixels));
}

}  // namespace rmirror
