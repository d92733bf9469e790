// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/readwise/pieces.hpp"
#include "base/trimmed.hpp"

namespace rmirror::targets::readwise {

namespace {

/// The byte offset at which the first `max` characters end.
std::size_t end_of(std::string_view text, std::size_t max)
{
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        bool const begins = (static_cast<unsigned char>(text[at]) & 0xc0U) != 0x80U;
        if (begins && characters++ == max)
            return at;
    }
    return text.size();
}

/// Ends between words, except that a word longer than half a piece is cut.
std::size_t end_of_piece(std::string_view text, std::size_t max)
{
    auto const end = end_of(text, max);
    if (end == text.size() || kWhitespace.find(text[end]) != std::string_view::npos)
        return end;
    auto const blank = text.substr(0, end).find_last_of(kWhitespace);
    return blank == std::string_view::npos || blank < end / 2 ? end : blank;
}

}  // namespace

std::vector<std::string> pieces_of(std::string_view text, std::size_t max)
{
    std::vector<std::string> pieces;
    for (auto left = trimmed(text, kWhitespace); !left.empty();) {
        auto const end = end_of_piece(left, max);
        pieces.emplace_back(trimmed(left.substr(0, end), kWhitespace));
        left = trimmed(left.substr(end), kWhitespace);
    }
    return pieces;
}

std::string shortened(std::string_view text, std::size_t max)
{
    if (end_of(text, max) == text.size())
        return std::string(text);
    return std::string(text.substr(0, end_of(text, max - 1))) + "…";
}

}  // namespace rmirror::targets::readwise
