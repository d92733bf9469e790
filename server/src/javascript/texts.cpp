// SPDX-License-Identifier: AGPL-3.0-or-later
#include "javascript/texts.hpp"

#include <utf8proc.h>

#include <array>
#include <cstdio>

namespace rmirror::javascript {

namespace {

constexpr utf8proc_int32_t kReplacement = 0xfffd;
constexpr utf8proc_int32_t kFirstInTwoUnits = 0x10000;

/// Removes the first code point from a text that isn't empty.
utf8proc_int32_t take_point(std::string_view& text)
{
    utf8proc_int32_t point = 0;
    auto const length = utf8proc_iterate(reinterpret_cast<utf8proc_uint8_t const*>(text.data()),
                                         static_cast<utf8proc_ssize_t>(text.size()), &point);
    text.remove_prefix(length <= 0 ? 1 : static_cast<std::size_t>(length));
    return length <= 0 ? kReplacement : point;
}

}  // namespace

std::vector<std::uint32_t> grapheme_ends(std::string_view text)
{
    std::vector<std::uint32_t> ends;
    utf8proc_int32_t previous = -1;
    utf8proc_int32_t state = 0;
    std::uint32_t units = 0;
    while (!text.empty()) {
        auto const point = take_point(text);
        if (previous >= 0 && utf8proc_grapheme_break_stateful(previous, point, &state))
            ends.push_back(units);
        units += point >= kFirstInTwoUnits ? 2 : 1;
        previous = point;
    }
    if (previous >= 0)
        ends.push_back(units);
    return ends;
}

std::string cyrb53(std::string_view text)
{
    std::uint32_t one = 0xdeadbeef;
    std::uint32_t two = 0x41c6ce57;
    while (!text.empty()) {
        auto const point = static_cast<std::uint32_t>(take_point(text));
        one = (one ^ point) * 2654435761U;
        two = (two ^ point) * 1597334677U;
    }
    one = ((one ^ (one >> 16U)) * 2246822507U) ^ ((two ^ (two >> 13U)) * 3266489909U);
    two = ((two ^ (two >> 16U)) * 2246822507U) ^ ((one ^ (one >> 13U)) * 3266489909U);
    std::array<char, 13> digits{};
    std::snprintf(digits.data(), digits.size(), "%04x%08x", two & 0xffffU, one);
    return digits.data();
}

}  // namespace rmirror::javascript
