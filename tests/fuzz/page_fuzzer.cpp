// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes as a page file: read, described, fingerprinted, drawn and exported without a fault.
#include "display/prepared_page.hpp"
#include "document/document.hpp"
#include "export/export.hpp"
#include "export/facts.hpp"
#include "fingerprint/fingerprint.hpp"
#include "format/formats.hpp"
#include "png/png.hpp"
#include "raster/raster.hpp"
#include "reading/ocr.hpp"

#include <cstdlib>
#include <string>

namespace {

using namespace rmirror;

/// Small pictures: what is fuzzed is the geometry, not the number of pixels.
constexpr int kWidth = 48;

void expect(bool holds)
{
    if (!holds)
        std::abort();
}

void use(Page const& page, Orientation orientation)
{
    PreparedPage const prepared(page);
    auto const hash = ink_hash(page);
    expect(hash.size() == 3 + 64);
    expect(!page_facts(prepared).empty());
    expect(!stroke_facts(page).empty());
    RenderRequest const request{Purpose::display, kWidth, orientation};
    if (auto picture = draw_display(prepared, request); picture.ok())
        expect(to_png(picture.value()).size() > 8);
    if (auto picture = draw_ocr_whole(prepared, request); picture.ok())
        expect(to_png(picture.value()).size() > 8);
    expect(to_svg(prepared, {}).find("</svg>") != std::string::npos);
    to_markdown(page);
    to_plain_text(page);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto pages = parse_pages({data, size});
    if (!pages.ok())
        return 0;
    // A notebook may hold thousands of pages; the first ones show what the others would.
    constexpr std::size_t kPages = 3;
    for (std::size_t i = 0; i < pages.value().size() && i < kPages; ++i)
        use(pages.value()[i], size % 2 == 0 ? Orientation::portrait : Orientation::landscape);
    return 0;
}
