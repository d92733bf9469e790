// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/uploads/upload_form.hpp"

#include <initializer_list>

namespace rmirror::targets::notion {

namespace {

std::string boundary_beside(std::string const& content)
{
    constexpr std::string_view kStem = "rmirror-picture-";
    for (std::size_t nth = 0;; ++nth) {
        auto boundary = std::string(kStem) + std::to_string(nth);
        if (content.find("--" + boundary) == std::string::npos)
            return boundary;
    }
}

std::string joined(std::initializer_list<std::string_view> parts)
{
    std::size_t size = 0;
    for (auto const part : parts)
        size += part.size();
    std::string all;
    all.reserve(size);
    for (auto const part : parts)
        all += part;
    return all;
}

}  // namespace

UploadForm upload_form(std::string_view name, std::string_view media_type, std::string const& content)
{
    auto const boundary = boundary_beside(content);
    return {joined({"multipart/form-data; boundary=", boundary}),
            joined({"--", boundary, "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"", name,
                    "\"\r\nContent-Type: ", media_type, "\r\n\r\n", content, "\r\n--", boundary, "--\r\n"})};
}

}  // namespace rmirror::targets::notion
