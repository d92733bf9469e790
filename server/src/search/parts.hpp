// SPDX-License-Identifier: AGPL-3.0-or-later
// What a question asks for, taken apart: a part may be answered by the page, and another by its notebook's
// name.
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

/// Nothing where some are alternatives: OR.
std::optional<Parts> parts_of(std::string_view question);

}  // namespace rmirror::search
