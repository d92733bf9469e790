// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/provider.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace rmirror::ocr {

namespace {

/// In the order of Reason.
constexpr std::array<std::string_view, kReasons> kNames = {
    "rate_limited",     "overloaded",  "no_credit",     "usage_limit",  "not_allowed",
    "browsers_refused", "bad_key",     "no_such_model", "spend_limit",  "spend_limit_too_low",
    "stopped",          "unreachable", "too_slow",      "server_fault", "context_too_small",
    "bad_answer",       "truncated",   "refused",       "bad_request",  "too_large",
    "forbidden",        "not_found",   "limit_refused", "unknown"};

}  // namespace

std::string_view to_string(Reason reason)
{
    return kNames[static_cast<std::size_t>(reason)];
}

std::optional<Reason> reason_named(std::string_view name)
{
    auto const* const found = std::find(kNames.begin(), kNames.end(), name);
    return found == kNames.end() ? std::nullopt : std::optional(static_cast<Reason>(found - kNames.begin()));
}

std::optional<double> PageText::confidence() const
{
    double sum = 0;
    double length = 0;
    for (auto const& line : lines) {
        sum += line.confidence * static_cast<double>(line.text.size());
        length += static_cast<double>(line.text.size());
    }
    return length > 0 ? std::optional(sum / length) : std::nullopt;
}

}  // namespace rmirror::ocr
