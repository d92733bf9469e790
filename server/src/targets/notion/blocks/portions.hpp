// SPDX-License-Identifier: AGPL-3.0-or-later
// Blocks in as few calls as Notion's limits leave.
#pragma once

#include "targets/notion/blocks/block.hpp"

#include <boost/json/array.hpp>

#include <cstddef>
#include <vector>

namespace rmirror::targets::notion {

/// A block that stands already, or one of the first level of an earlier portion, whose ids the call answers
/// in order.
struct BlockName {
    /// Empty for one of an earlier portion.
    std::string id = {};
    std::size_t portion = 0;
    std::size_t index = 0;

    bool operator==(BlockName const&) const = default;
};

struct Place {
    enum class Where { end, start, after };

    BlockName parent;
    Where where = Where::end;
    /// A child of the parent, for Where::after.
    BlockName after = {};

    bool operator==(Place const&) const = default;
};

/// One append. Its children hold at most two levels below the first, 1,000 blocks and 500 KB in all.
struct Portion {
    Place place;
    boost::json::array children;
};

/// In the order in which they have to be sent. `first` is the number of the first one, where others go before
/// them.
std::vector<Portion> portions(Place const& place, std::vector<Block> const& blocks, std::size_t first = 0);

}  // namespace rmirror::targets::notion
