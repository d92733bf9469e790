// SPDX-License-Identifier: AGPL-3.0-or-later
// Appends portions of blocks to Notion: the ids in one response are the parents and positions of later
// portions.
#pragma once

#include "targets/notion/blocks/edits/portions.hpp"
#include "targets/notion/client/api.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace rmirror::targets::notion {

class Appends {
public:
    explicit Appends(Api& api) : api_(api) {}

    /// `number` is the portion's index; the portions that its place refers to must have been sent. Returns
    /// the blocks of its first level, as many as the portion has.
    Blocks send(std::size_t number, Portion portion);

private:
    std::string const& named(BlockName const& name) const;

    Api& api_;
    std::map<std::size_t, std::vector<std::string>> ids_;  // By portion.
};

}  // namespace rmirror::targets::notion
