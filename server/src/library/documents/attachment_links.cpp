// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/documents/attachment_links.hpp"

#include "input/uuid.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace rmirror::library {

namespace {

constexpr std::string_view kAddress = "](attachment:";
constexpr std::size_t kIdLength = 36;

bool is_punctuation(char letter)
{
    return (letter >= '!' && letter <= '/') || (letter >= ':' && letter <= '@') ||
           (letter >= '[' && letter <= '`') || (letter >= '{' && letter <= '~');
}

/// Removes the backslashes before punctuation.
std::string unescaped(std::string_view name)
{
    std::string plain;
    for (std::size_t at = 0; at < name.size(); ++at) {
        if (name[at] == '\\' && at + 1 < name.size() && is_punctuation(name[at + 1]))
            ++at;
        plain += name[at];
    }
    return plain;
}

/// The length of the name that `text` begins with: up to a bracket or the end of the line.
std::size_t length_of_name(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size() && std::string_view("[]\n").find(text[at]) == std::string_view::npos)
        at += text[at] == '\\' ? 2 : 1;
    return std::min(at, text.size());
}

struct Link {
    std::string_view name;
    std::string_view id;
    std::size_t length = 0;
};

/// The link that `text` begins with. Names without brackets keep the search linear.
std::optional<Link> link_at(std::string_view text)
{
    std::size_t const begin = text.starts_with("![") ? 2 : 1;
    if (begin == 1 && !text.starts_with('['))
        return std::nullopt;
    auto const name = text.substr(begin, length_of_name(text.substr(begin)));
    auto const rest = text.substr(begin + name.size());
    auto const end = kAddress.size() + kIdLength;
    if (!rest.starts_with(kAddress) || rest.size() <= end || rest[end] != ')' ||
        !input::is_uuid(rest.substr(kAddress.size(), kIdLength)))
        return std::nullopt;
    return Link{name, rest.substr(kAddress.size(), kIdLength), begin + name.size() + end + 1};
}

/// Calls `take` for each link, and for each piece of text between them.
template <typename Take>
void for_each_piece(std::string_view markdown, Take take)
{
    while (!markdown.empty()) {
        auto const link = link_at(markdown);
        // An escaped bracket begins no link.
        auto const length = link                         ? link->length
                            : markdown.starts_with('\\') ? std::size_t{2}
                                                         : std::size_t{1};
        take(link, markdown.substr(0, length));
        markdown.remove_prefix(std::min(length, markdown.size()));
    }
}

}  // namespace

std::string with_attachment_names(std::string_view markdown)
{
    if (markdown.find(kAddress) == std::string_view::npos)
        return std::string(markdown);
    std::string named;
    for_each_piece(markdown, [&named](std::optional<Link> const& link, std::string_view text) {
        named += link ? unescaped(link->name) : text;
    });
    return named;
}

std::vector<std::string> attachments_in(std::string_view markdown)
{
    std::vector<std::string> ids;
    if (markdown.find(kAddress) == std::string_view::npos)
        return ids;
    for_each_piece(markdown, [&ids](std::optional<Link> const& link, std::string_view /*text*/) {
        if (link && std::find(ids.begin(), ids.end(), link->id) == ids.end())
            ids.emplace_back(link->id);
    });
    return ids;
}

std::string attachment_image(std::string_view name, std::string_view id)
{
    constexpr std::string_view kMarks = "\\`*_[]<>$~|";
    std::string image = "![";
    for (char const letter : name) {
        if (kMarks.find(letter) != std::string_view::npos)
            image += '\\';
        image += letter;
    }
    return image + std::string(kAddress) + std::string(id) + ")";
}

}  // namespace rmirror::library
