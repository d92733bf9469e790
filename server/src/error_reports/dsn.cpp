// SPDX-License-Identifier: AGPL-3.0-or-later
#include "error_reports/dsn.hpp"

#include <algorithm>
#include <string_view>

namespace rmirror::error_reports {

namespace {

bool is_alphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_key(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), is_alphanumeric);
}

/// A path, with what may be in front of the project's number when the service is behind a prefix.
bool is_host_and_path(std::string_view text)
{
    return !text.empty() && text.front() != '/' && std::all_of(text.begin(), text.end(), [](char c) {
        return is_alphanumeric(c) || std::string_view("-._~:[]/").find(c) != std::string_view::npos;
    });
}

}  // namespace

Result<Dsn> Dsn::read(std::string const& text)
{
    Refusal const refusal{"must look like https://KEY@HOST/PROJECT, as the service shows it"};
    auto const scheme_end = text.find("://");
    if (scheme_end == std::string::npos)
        return refusal;
    auto const scheme = text.substr(0, scheme_end);
    auto const rest = text.substr(scheme_end + 3);
    auto const at = rest.find('@');
    auto const slash = rest.rfind('/');
    if ((scheme != "https" && scheme != "http") || at == std::string::npos || slash == std::string::npos ||
        slash < at)
        return refusal;
    // Before 2018, a secret followed the key; services ignore it now.
    auto const key = rest.substr(0, std::min(rest.find(':'), at));
    auto const host = rest.substr(at + 1, slash - at - 1);
    auto const project = rest.substr(slash + 1);
    if (!is_key(key) || !is_key(project) || !is_host_and_path(host))
        return refusal;
    return Dsn{scheme + "://" + host + "/api/" + project + "/envelope/", key};
}

}  // namespace rmirror::error_reports
