// SPDX-License-Identifier: AGPL-3.0-or-later
// Portions of blocks on their way to Notion: the ids that one call answers are where the next ones go.
#pragma once

#include "targets/notion/api.hpp"
#include "targets/notion/blocks/portions.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace rmirror::targets::notion {

class Appends {
public:
    explicit Appends(Api& api) : api_(api) {}

    /// `number`: of the portion among all of them; those that its place names were sent before. Answers the
    /// blocks of its first level, as many as the portion has.
    Blocks send(std::size_t number, Portion portion);

private:
    std::string const& named(BlockName const& name) const;

    Api& api_;
    std::map<std::size_t, std::vector<std::string>> ids_;  // By portion.
};

}  // namespace rmirror::targets::notion
