// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/notion/rows/addresses.hpp"

#include "targets/notion/rows/row.hpp"

#include <string_view>

namespace rmirror::targets::notion {

namespace {

constexpr std::string_view kPages = "https://www.notion.so/";

std::string without_dashes(std::string_view id)
{
    std::string hex(id);
    std::erase(hex, '-');
    return hex;
}

}  // namespace

std::optional<std::string> address_of(ItemType type, Remote const& there)
{
    if (there.id.empty())
        return std::nullopt;
    if (type != ItemType::page_text)
        return std::string(kPages) + without_dashes(there.id);
    auto const row = row_of(there);
    if (!row)
        return std::nullopt;
    return std::string(kPages) + without_dashes(row->id) + "#" + without_dashes(there.id);
}

}  // namespace rmirror::targets::notion
