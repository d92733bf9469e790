// SPDX-License-Identifier: AGPL-3.0-or-later
// An open page that is drawn repeatedly: as tiles, as a document, or for transcription.
#pragma once

#include "background/template_file/template_file.hpp"
#include "base/bytes.hpp"
#include "base/result.hpp"
#include "display/prepared_page.hpp"
#include "display/request.hpp"
#include "scene/scene.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace rmirror {

class OpenPage {
public:
    explicit OpenPage(Page page) : page_(std::make_unique<Page>(std::move(page))) {}

    [[nodiscard]] Page const& page() const { return *page_; }

    /// Computed on first use, and again after another font was set: letter widths change the line breaks,
    /// which move the anchored ink. The reference is valid until then.
    [[nodiscard]] PreparedPage const& prepared();

    /// See scene/pictures.hpp. Prepared data doesn't depend on pictures.
    Result<Done> give_image(std::string const& uuid, Pixels pixels);
    Result<Done> give_source(Rect const& rect, Pixels pixels);

    /// From now on, requests for the template `name` draw this `.template` file instead of an earlier file or
    /// the built-in template of that name. Fails, without any change, if the file can't be parsed or can't be
    /// drawn on the page's paper.
    Result<std::shared_ptr<TemplateFile const>> give_template(std::string name, Bytes file);

    /// The request with the template file added, if one was given for its template.
    [[nodiscard]] RenderRequest with_template(RenderRequest request) const;

private:
    std::unique_ptr<Page> page_;  // its address is stable, because `prepared_` refers to it
    std::optional<PreparedPage> prepared_;
    std::string template_name_;
    std::shared_ptr<TemplateFile const> template_file_;
    std::uint64_t fonts_ = 0;  // font_generation() when `prepared_` was made
};

}  // namespace rmirror
