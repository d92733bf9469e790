// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/workspace/page_id.hpp"

#include "input/uuid.hpp"

#include <array>

namespace rmirror::notion {

std::optional<std::string> parse_page_id(std::string_view text)
{
    constexpr std::size_t kDigits = 32;
    constexpr std::array<std::size_t, 4> kDashes = {8, 13, 18, 23};
    if (text.size() != kDigits)
        return input::parse_uuid(text);
    std::string dashed(text);
    for (auto const at : kDashes)
        dashed.insert(at, "-");
    return input::parse_uuid(dashed);
}

}  // namespace rmirror::notion
