// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/provider.hpp"

#include <array>
#include <string_view>

namespace rmirror::ocr {

std::string_view to_string(Reason reason)
{
    // In the order of the enumeration.
    constexpr std::array<std::string_view, kReasons> kNames = {
        "rate_limited", "overloaded",  "no_credit",    "spend_limit", "spend_limit_too_low",
        "unreachable",  "too_slow",    "server_fault", "bad_answer",  "truncated",
        "refused",      "bad_request", "too_large",    "bad_key",     "no_such_model",
        "forbidden",    "not_found",   "stopped"};
    return kNames[static_cast<std::size_t>(reason)];
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
