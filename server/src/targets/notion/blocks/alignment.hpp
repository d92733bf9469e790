// SPDX-License-Identifier: AGPL-3.0-or-later
// Which of the blocks that stand there becomes which of the wanted ones, so that the fewest calls are needed.
#pragma once

#include "targets/notion/blocks/sides.hpp"

#include <cstdint>
#include <vector>

namespace rmirror::targets::notion {

struct Step {
    enum class Kind {
        match,   // `standing` is, or becomes, `wanted`.
        erase,   // What is ours of `standing` goes.
        insert,  // `wanted` is new.
    };
    Kind kind = Kind::match;
    std::size_t standing = 0;
    std::size_t wanted = 0;
};

/// Calls come first; of as many, the one that changes fewer words.
class Aligning {
public:
    explicit Aligning(Removed const& removed) : removed_(removed) {}

    /// Of the children of one block, in their order.
    std::vector<Step> steps(std::vector<Standing> const& now, std::vector<Wanted> const& wanted) const;

    /// Whether a call has to change what the block itself says.
    static bool needs_patch(Standing const& now, Wanted const& wanted);

private:
    using Cost = std::int64_t;

    Cost cost(std::vector<Standing> const& now, std::vector<Wanted> const& wanted) const;
    /// Nothing when the one cannot become the other.
    Cost match_cost(Standing const& now, Wanted const& wanted) const;
    Cost insert_cost(Wanted const& wanted) const;

    friend class Table;
    Removed const& removed_;
};

}  // namespace rmirror::targets::notion
