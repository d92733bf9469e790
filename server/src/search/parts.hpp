// SPDX-License-Identifier: AGPL-3.0-or-later
// Splits a search query into parts: one part may match a page, another its notebook's name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::search {

struct Parts {
    std::vector<std::string> wanted;  // Words, and phrases with their quotation marks.
    std::string unwanted;             // Such as ` -word -"a phrase"`.
};

/// nullopt if the query contains OR.
std::optional<Parts> parts_of(std::string_view question);

}  // namespace rmirror::search
