// SPDX-License-Identifier: AGPL-3.0-or-later
#include "reading/drawings.hpp"

#include "library/attachments/drawings.hpp"
#include "library/documents/attachment_links.hpp"
#include "library/library_full.hpp"
#include "ocr/text/drawing_marks.hpp"
#include "reading/drawing_cut.hpp"
#include "reading/page_state.hpp"
#include "reading/page_to_read.hpp"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace rmirror::reading {

void Drawings::keep(queue::Item const& item, ocr::PageText& text)
{
    std::vector<std::string> links;
    if (!text.drawings.empty()) {
        // Read anew: an answer may come a day after the images were shown, or be kept for months.
        auto const page = shown_page(item);
        for (auto const& drawing : text.drawings) {
            links.push_back(page ? link_to(item, *page, text, drawing) : "");
            text.drawings_left_out += links.back().empty() ? 1 : 0;
        }
    }
    text.markdown = ocr::with_drawings(text.markdown, std::move(links));
    text.drawings.clear();
}

/// nullopt if its images aren't there any more, or can't be had now.
std::optional<ocr::Page> Drawings::shown_page(queue::Item const& item)
{
    try {
        auto shown = page_to_read(pool_, blobs_, item, "");
        auto* const page = std::get_if<PageToRead>(&shown);
        return page ? std::optional(std::move(page->page)) : std::nullopt;
    } catch (BlobFailure const&) {
        return std::nullopt;
    }
}

/// Empty if it can't be shown.
std::string Drawings::link_to(queue::Item const& item, ocr::Page const& page, ocr::PageText const& text,
                              std::optional<ocr::Drawing> const& drawing)
{
    if (!drawing || drawing->picture >= page.pictures.size())
        return "";
    auto const png = cut_drawing(page.pictures[drawing->picture], *drawing, text.lines);
    if (!png)
        return "";
    try {
        auto const id = library::keep_drawing(uploads_, item.user_id, page_of(item), *png);
        return id ? library::attachment_image(drawing->caption, *id) : "";
    } catch (library::LibraryFull const&) {
        return "";
    } catch (BlobFailure const&) {
        return "";
    }
}

}  // namespace rmirror::reading
