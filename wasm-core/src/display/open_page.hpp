// SPDX-License-Identifier: AGPL-3.0-or-later
// A page that stays open and is drawn more than once: in tiles, as a document, to be read.
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

    /// Made when it is first asked for, and again when another font was set since: letters have widths, so
    /// that lines break elsewhere, and the ink that hangs on them moves. Good until then.
    [[nodiscard]] PreparedPage const& prepared();

    /// As in scene/pictures.hpp. Nothing that is prepared depends on pictures.
    Result<Done> give_image(std::string const& uuid, Pixels pixels);
    Result<Done> give_source(Rect const& rect, Pixels pixels);

    /// Requests for the template `name` draw this `.template` file from now on, in place of one that was
    /// given before and of the sheet that we know by that name. An error leaves all as it was: what can't be
    /// read, or not be drawn on the page's paper.
    Result<std::shared_ptr<TemplateFile const>> give_template(std::string name, Bytes file);

    /// The same request with the file of its template, where one was given.
    [[nodiscard]] RenderRequest with_template(RenderRequest request) const;

private:
    std::unique_ptr<Page> page_;  // stays in its place, because `prepared_` refers to it
    std::optional<PreparedPage> prepared_;
    std::string template_name_;
    std::shared_ptr<TemplateFile const> template_file_;
    std::uint64_t fonts_ = 0;  // the generation of the fonts that `prepared_` was made with
};

}  // namespace rmirror
