// SPDX-License-Identifier: AGPL-3.0-or-later
#include "display/open_page.hpp"

#include "background/background.hpp"
#include "display/sheet.hpp"
#include "scene/pictures.hpp"
#include "typeset/fonts.hpp"

#include <utility>

namespace rmirror {

PreparedPage const& OpenPage::prepared()
{
    if (prepared_ && fonts_ != font_generation())
        prepared_.reset();  // first, so that only one is in memory at a time
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

Result<std::shared_ptr<TemplateFile const>> OpenPage::give_template(std::string name, Bytes file)
{
    auto read = TRY(read_template_file(file));
    for (auto const orientation : {Orientation::portrait, Orientation::landscape})
        TRY(background_of(*page_, paper_rect(*page_, orientation), orientation, read));
    template_name_ = std::move(name);
    template_file_ = std::make_shared<TemplateFile const>(std::move(read));
    return template_file_;
}

RenderRequest OpenPage::with_template(RenderRequest request) const
{
    if (template_file_ && request.page_template == template_name_)
        request.template_file = template_file_;
    return request;
}

}  // namespace rmirror
