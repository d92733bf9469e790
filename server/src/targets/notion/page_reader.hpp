// SPDX-License-Identifier: AGPL-3.0-or-later
// What stands in a page's toggle, to its last level.
#pragma once

#include "targets/notion/api.hpp"
#include "targets/notion/blocks/edits.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace rmirror::targets::notion {

using Page = Answered<std::vector<ReadBlock>>;

class PageReader {
public:
    explicit PageReader(Api& api) : api_(api) {}

    /// One call for each block that holds others. What we never write, such as a page within, is not looked
    /// into.
    Page read(std::string const& toggle);

private:
    Page below(std::string const& parent, std::size_t level);

    Api& api_;
    std::size_t lists_ = 0;
};

}  // namespace rmirror::targets::notion
