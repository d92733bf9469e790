// SPDX-License-Identifier: AGPL-3.0-or-later
// The files of one document as a test writes them: JSON as text, absent ones left out.
#pragma once

#include "document/document.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror {

inline Bytes bytes_of(std::string_view text)
{
    return {reinterpret_cast<std::uint8_t const*>(text.data()), text.size()};
}

struct DocumentFiles {
    std::optional<std::string> content;
    std::optional<std::string> metadata;
    std::optional<std::string> pagedata;
    std::vector<std::string> page_files;

    [[nodiscard]] Document read() const
    {
        DocumentParts parts;
        if (content)
            parts.content = bytes_of(*content);
        if (metadata)
            parts.metadata = bytes_of(*metadata);
        if (pagedata)
            parts.pagedata = bytes_of(*pagedata);
        parts.page_files = page_files;
        return read_document(parts);
    }
};

inline Document read_content(std::string content, std::vector<std::string> page_files = {})
{
    DocumentFiles files;
    files.content = std::move(content);
    files.page_files = std::move(page_files);
    return files.read();
}

inline Document read_metadata(std::string metadata)
{
    DocumentFiles files;
    files.metadata = std::move(metadata);
    return files.read();
}

/// "00000007-0000-4000-8000-000000000000" for 7: short to write, unlike any other.
inline std::string uuid(int number)
{
    auto digits = std::to_string(number);
    return std::string(8 - digits.size(), '0') + digits + "-0000-4000-8000-000000000000";
}

template <typename... Text>
std::vector<std::string> texts(Text const&... each)
{
    return {std::string(each)...};
}

template <typename... Number>
std::vector<int> numbers(Number... each)
{
    return {each...};
}

template <typename Member>
std::vector<std::string> each(Document const& document, Member DocumentPage::*member)
{
    std::vector<std::string> values;
    for (auto const& page : document.pages)
        values.push_back(page.*member);
    return values;
}

constexpr int kNone = -99;  // a page that shows no page of the source

inline std::vector<int> source_pages(Document const& document)
{
    std::vector<int> pages;
    for (auto const& page : document.pages)
        pages.push_back(page.source_page.value_or(kNone));
    return pages;
}

}  // namespace rmirror
