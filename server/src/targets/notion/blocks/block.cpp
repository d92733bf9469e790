// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/blocks/block.hpp"

#include "hashing.hpp"
#include "targets/notion/blocks/links.hpp"

#include <cstdint>

namespace rmirror::targets::notion {

namespace {

/// Enough hex digits to tell the blocks of one page apart.
constexpr std::size_t kHashDigits = 16;

bool looks_alike(Span const& a, Span const& b)
{
    return a.bold == b.bold && a.italic == b.italic && a.struck == b.struck && a.code == b.code &&
           a.link == b.link && !a.is_formula && !b.is_formula;
}

/// An unambiguous serialization: each piece is preceded by its length.
class Content {
public:
    void add(std::string_view piece)
    {
        text_ += std::to_string(piece.size());
        text_ += ':';
        text_ += piece;
    }
    void add(std::size_t number) { add(std::to_string(number)); }
    void add(Spans const& spans)
    {
        auto const all = joined(spans);
        add(all.size());
        for (auto const& span : all) {
            add(span.text);
            add(std::size_t{span.bold} | std::size_t{span.italic} << 1U | std::size_t{span.struck} << 2U |
                std::size_t{span.code} << 3U | std::size_t{span.is_formula} << 4U);
            add(link_as_kept(span.link));
        }
    }

    std::string hash() const { return sha256_hex(text_).substr(0, kHashDigits); }

private:
    std::string text_;
};

}  // namespace

Spans joined(Spans const& spans)
{
    Spans all;
    for (auto const& span : spans) {
        if (span.text.empty())
            continue;
        if (!all.empty() && looks_alike(all.back(), span))
            all.back().text += span.text;
        else
            all.push_back(span);
    }
    return all;
}

std::string plain_text(Spans const& spans)
{
    std::string text;
    for (auto const& span : spans)
        text += span.text;
    return text;
}

std::string hash_of(Block const& block)
{
    Content content;
    content.add(static_cast<std::size_t>(block.kind));
    content.add(block.text);
    content.add(std::size_t{block.is_checked} | std::size_t{block.has_header} << 1U);
    content.add(block.language);
    content.add(block.width);
    content.add(block.color);
    content.add(block.other);
    content.add(block.cells.size());
    for (auto const& cell : block.cells)
        content.add(cell);
    return content.hash();
}

}  // namespace rmirror::targets::notion
