// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/utc_text.hpp"

#include <array>

namespace rmirror {

namespace {

std::string formatted(std::time_t time, char const* format)
{
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), format, &parts)};
}

}  // namespace

std::string utc_text(std::time_t time)
{
    return formatted(time, "%Y-%m-%dT%H:%M:%SZ");
}

std::string utc_minute(std::time_t time)
{
    return formatted(time, "%Y-%m-%dT%H:%M");
}

}  // namespace rmirror
