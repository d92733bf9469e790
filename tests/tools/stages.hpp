// SPDX-License-Identifier: AGPL-3.0-or-later
// A page file's way to the pictures that are read, one stage at a time, so that `make bench` can time each.
#pragma once

#include "display/bounds.hpp"
#include "display/prepared_page.hpp"
#include "export/facts.hpp"
#include "export/pdf_content.hpp"
#include "format/formats.hpp"
#include "png/png.hpp"
#include "raster/raster.hpp"
#include "reading/ocr.hpp"

#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

namespace rmirror {

/// The stages in their order; each may be repeated. False: this file is no page.
class Stages {
public:
    explicit Stages(std::vector<std::uint8_t> file) : file_(std::move(file)) {}

    bool parse()
    {
        auto pages = parse_pages(file_);
        if (!pages.ok())
            return false;
        prepared_.clear();
        pages_ = std::move(pages.value());
        return true;
    }

    bool prepare()
    {
        prepared_.clear();
        for (auto const& page : pages_)
            prepared_.emplace_back(page);
        return true;
    }

    /// With the fingerprint.
    bool facts()
    {
        for (auto const& page : prepared_)
            if (page_facts(page).empty())
                return false;
        return true;
    }

    bool draw()
    {
        pictures_.clear();
        for (auto const& page : prepared_) {
            auto pictures = draw_ocr(page, {});
            if (!pictures.ok())
                return false;
            for (auto& ocr : pictures.value())
                pictures_.push_back(std::move(ocr.picture));
        }
        return true;
    }

    bool encode()
    {
        for (auto const& picture : pictures_)
            if (to_png(picture).empty())
                return false;
        return true;
    }

    /// Of the middle of each page, as the viewer asks for it where a page unit is two pixels.
    bool tile()
    {
        constexpr int kPixelsPerUnit = 2;
        constexpr double kSide = 512.0 / kPixelsPerUnit;  // page units
        for (auto const& page : prepared_) {
            auto const area = visible_area(page, Orientation::portrait);
            RenderRequest request;
            request.width_px = static_cast<int>(area.width * kPixelsPerUnit);
            request.rect = Rect{area.x + area.width / 2, area.y + area.height / 2, kSide, kSide};
            if (!draw_display(page, request).ok())
                return false;
        }
        return true;
    }

    bool pdf()
    {
        for (auto const& page : prepared_)
            if (to_pdf_ink(page, {}).facts.empty())
                return false;
        return true;
    }

    /// Bytes to facts and PNGs.
    bool all() { return parse() && prepare() && facts() && draw() && encode(); }

private:
    std::vector<std::uint8_t> file_;
    std::vector<Page> pages_;
    std::deque<PreparedPage> prepared_;
    std::vector<GreyPicture> pictures_;
};

}  // namespace rmirror
