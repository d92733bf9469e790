// SPDX-License-Identifier: AGPL-3.0-or-later
#include "format/formats.hpp"

#include "format/lines_old.hpp"
#include "format/v3_v5.hpp"
#include "format/v6.hpp"

#include <string_view>

namespace rmirror {

namespace {

constexpr std::size_t kHeaderBytes = 43;
constexpr std::string_view kHeaderStart = "reMarkable .lines file, version=";

struct Format {
    std::string_view header;
    Result<std::vector<Page>> (*parse)(ByteReader);
    Result<Page> (*parse_page)(ByteReader, std::size_t, Budget) = nullptr;  // for files with many pages
};

constexpr Format kFormats[] = {
    {"reMarkable lines with selections and layers", lines_old::parse, lines_old::parse_page},
    {"reMarkable .lines file, version=3", v3_v5::parse_v3},
    {"reMarkable .lines file, version=5", v3_v5::parse_v5},
    {"reMarkable .lines file, version=6", v6::parse},
};

bool starts_with(Bytes file, std::string_view header)
{
    return file.size() >= header.size() && std::memcmp(file.data(), header.data(), header.size()) == 0;
}

Error unknown_header(Bytes file)
{
    if (starts_with(file, kHeaderStart) && file.size() > kHeaderStart.size())
        return {ErrorCode::unsupported_version, std::string("a page file of version ") +
                                                    static_cast<char>(file[kHeaderStart.size()] & 0x7f) +
                                                    ", which is not known here"};
    return {ErrorCode::not_a_page, "the file does not begin like a reMarkable page"};
}

Result<Format const*> format_of(Bytes file)
{
    if (file.empty())
        return Error{ErrorCode::not_a_page, "the file is empty"};
    if (file.size() > kMaxPageBytes / 2)
        return Error{ErrorCode::too_large, "reading this page would need more than 512 MB"};
    for (auto const& format : kFormats) {
        if (!starts_with(file, format.header))
            continue;
        if (file.size() < kHeaderBytes)
            return Error{ErrorCode::truncated, "the file ends inside its header"};
        return &format;
    }
    return unknown_header(file);
}

}  // namespace

Result<std::vector<Page>> parse_pages(Bytes file)
{
    auto const* format = TRY(format_of(file));
    return format->parse(ByteReader(file.subspan(kHeaderBytes)));
}

Result<Page> parse_page(Bytes file, std::size_t index)
{
    auto const* format = TRY(format_of(file));
    ByteReader const in(file.subspan(kHeaderBytes));
    if (format->parse_page != nullptr)
        return format->parse_page(in, index, Budget(kMaxPageBytes - in.remaining()));
    auto pages = TRY(format->parse(in));
    if (index >= pages.size())
        return no_such_page(index);
    return std::move(pages[index]);
}

Error no_such_page(std::size_t index)
{
    return {ErrorCode::bad_request, "the file has no page " + std::to_string(index + 1)};
}

}  // namespace rmirror
