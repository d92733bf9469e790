// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the blocks in a page's toggle, at all levels.
#pragma once

#include "targets/notion/blocks/edits/edits.hpp"
#include "targets/notion/client/api.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace rmirror::targets::notion {

using Page = Answered<std::vector<ReadBlock>>;

class PageReader {
public:
    explicit PageReader(Api& api) : api_(api) {}

    /// Makes one call for each block with children. Doesn't read the children of kinds that the server never
    /// writes, such as pages.
    Page read(std::string const& toggle);

private:
    Page below(std::string const& parent, std::size_t level);

    Api& api_;
    std::size_t lists_ = 0;
};

}  // namespace rmirror::targets::notion
