// SPDX-License-Identifier: AGPL-3.0-or-later
// Aligns the existing blocks with the wanted ones so that the fewest calls are needed.
#pragma once

#include "targets/notion/blocks/edits/sides.hpp"

#include <cstdint>
#include <vector>

namespace rmirror::targets::notion {

struct Step {
    enum class Kind {
        match,   // `existing` is, or becomes, `wanted`.
        erase,   // The server's part of `existing` is removed.
        insert,  // `wanted` is new.
    };
    Kind kind = Kind::match;
    std::size_t existing = 0;
    std::size_t wanted = 0;
};

/// Minimizes the number of calls first, then the number of changed words.
class BlockAligner {
public:
    explicit BlockAligner(Removed const& removed) : removed_(removed) {}

    /// Aligns the children of one block; both lists are in order.
    std::vector<Step> steps(std::vector<ExistingBlock> const& now, std::vector<Wanted> const& wanted) const;

    /// Whether the block itself, without its children, needs a PATCH.
    static bool needs_patch(ExistingBlock const& now, Wanted const& wanted);

private:
    using Cost = std::int64_t;

    Cost cost(std::vector<ExistingBlock> const& now, std::vector<Wanted> const& wanted) const;
    /// kImpossible if the one can't become the other.
    Cost match_cost(ExistingBlock const& now, Wanted const& wanted) const;
    Cost insert_cost(Wanted const& wanted) const;

    friend class Table;
    Removed const& removed_;
};

}  // namespace rmirror::targets::notion
