// SPDX-License-Identifier: AGPL-3.0-or-later
#include "http/files/accept.hpp"

#include "base/trimmed.hpp"
#include "http/request.hpp"

#include <algorithm>

namespace rmirror::http {

namespace {

bool is_zero(std::string_view weight)
{
    return weight.starts_with("0") && weight.find_first_of("123456789") == std::string_view::npos;
}

}  // namespace

std::optional<bool> accepts(std::string_view accepted, std::string_view name)
{
    for (auto const part : listed(accepted)) {
        auto const semicolon = std::min(part.find(';'), part.size());
        if (!equal_ignoring_case(trimmed(part.substr(0, semicolon)), name))
            continue;
        auto const parameter = trimmed(part.substr(std::min(semicolon + 1, part.size())));
        return !equal_ignoring_case(parameter.substr(0, 2), "q=") || !is_zero(parameter.substr(2));
    }
    return std::nullopt;
}

}  // namespace rmirror::http
