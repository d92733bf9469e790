// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/etag.hpp"

#include "http/request.hpp"

#include <algorithm>

namespace rmirror::http {

bool names_etag(std::string_view if_none_match, std::string_view etag)
{
    auto const tags = listed(if_none_match);
    return std::any_of(tags.begin(), tags.end(), [&](std::string_view tag) {
        return tag == "*" || tag == etag || (tag.starts_with("W/") && tag.substr(2) == etag);
    });
}

}  // namespace rmirror::http
