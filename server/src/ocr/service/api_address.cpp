// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/service/api_address.hpp"

namespace rmirror::ocr {

namespace {

bool has_version(std::string_view address)
{
    auto const host = address.find("://");
    auto at = address.find('/', host == std::string_view::npos ? 0 : host + 3);
    for (; at != std::string_view::npos; at = address.find('/', at + 1)) {
        auto const segment = address.substr(at + 1, 2);
        if (segment.size() == 2 && segment[0] == 'v' && segment[1] >= '0' && segment[1] <= '9')
            return true;
    }
    return false;
}

}  // namespace

std::string api_address(std::string_view base, std::string_view path)
{
    std::string address(base);
    if (!has_version(base))
        address += "/v1";
    address += path;
    return address;
}

}  // namespace rmirror::ocr
