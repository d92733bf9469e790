// SPDX-License-Identifier: AGPL-3.0-or-later
// Any bytes as the files beside the pages: `.content`, `.metadata`, `.pagedata`, names, sidecars.
#include "document/document.hpp"
#include "document/document_json.hpp"
#include "json.hpp"
#include "text_fingerprint.hpp"

#include <cstdlib>
#include <vector>

namespace {

using namespace rmirror;

/// The input is cut at each byte of this value; the pieces are the files in turn.
constexpr std::uint8_t kCut = 0xFF;

std::vector<Bytes> pieces_of(Bytes input)
{
    std::vector<Bytes> pieces;
    std::size_t start = 0;
    for (std::size_t at = 0; at <= input.size(); ++at) {
        if (at < input.size() && input[at] != kCut)
            continue;
        pieces.push_back(input.subspan(start, at - start));
        start = at + 1;
    }
    return pieces;
}

std::string as_text(Bytes bytes)
{
    return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

/// Whatever was read, the page list names only files that were given, each at most once.
void expect_known_files(Document const& document, std::vector<std::string> const& given)
{
    for (auto const& page : document.pages) {
        bool known = page.file.empty();
        for (auto const& stem : given)
            known = known || stem == page.file;
        if (!known)
            std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const pieces = pieces_of({data, size});
    auto piece = [&](std::size_t index) {
        return index < pieces.size() ? std::optional<Bytes>(pieces[index]) : std::nullopt;
    };
    DocumentParts parts{piece(0), piece(1), piece(2), {}};
    constexpr std::size_t kFirstStem = 3;
    for (std::size_t i = kFirstStem; i < pieces.size() && i < kFirstStem + 16; ++i)
        parts.page_files.push_back(as_text(pieces[i]));
    auto const document = read_document(parts);
    expect_known_files(document, parts.page_files);
    if (to_json(document).empty())
        std::abort();

    Page page;
    page.layers.resize(2);
    apply_layer_names(page, pieces[0]);
    apply_highlights(page, pieces[0]);
    std::string why;
    if (auto request = parse_json(pieces[0], why))
        text_fingerprint(*request, why);
    return 0;
}
