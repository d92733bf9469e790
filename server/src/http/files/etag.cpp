// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/files/etag.hpp"

#include "base/trimmed.hpp"
#include "http/request.hpp"

#include <algorithm>

namespace rmirror::http {

namespace {

/// Weak comparison (RFC 9110, 8.8.3.2): ignores the `W/` prefix.
std::string_view opaque(std::string_view tag)
{
    return tag.starts_with("W/") ? tag.substr(2) : tag;
}

}  // namespace

bool etag_matches(std::string_view if_none_match, std::string_view etag)
{
    if (trimmed(if_none_match) == "*")
        return true;
    auto const tags = listed(if_none_match);
    return std::any_of(tags.begin(), tags.end(),
                       [&](std::string_view tag) { return opaque(tag) == opaque(etag); });
}

bool etag_matches_strongly(std::string_view if_match, std::string_view etag)
{
    if (trimmed(if_match) == "*")
        return true;
    auto const tags = listed(if_match);
    return std::find(tags.begin(), tags.end(), etag) != tags.end();
}

}  // namespace rmirror::http
