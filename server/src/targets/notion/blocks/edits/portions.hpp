// SPDX-License-Identifier: AGPL-3.0-or-later
// Packs blocks into as few append calls as Notion's limits allow.
#pragma once

#include "targets/notion/blocks/block.hpp"

#include <boost/json/array.hpp>

#include <cstddef>
#include <vector>

namespace rmirror::targets::notion {

/// A block that exists, or one of the first level of an earlier portion, whose ids are in the response in
/// order.
struct BlockName {
    /// Empty for a block of an earlier portion.
    std::string id = {};
    std::size_t portion = 0;
    std::size_t index = 0;

    bool operator==(BlockName const&) const = default;
};

struct Place {
    enum class Where { end, start, after };

    BlockName parent;
    Where where = Where::end;
    /// A child of the parent; only for Where::after.
    BlockName after = {};

    bool operator==(Place const&) const = default;
};

/// One append call: at most two levels below the first, 1,000 blocks and 500 KB.
struct Portion {
    Place place;
    boost::json::array children;
};

/// Returns the portions in the order in which they must be sent. `first` is the number of the first one, if
/// others are sent before.
std::vector<Portion> portions(Place const& place, std::vector<Block> const& blocks, std::size_t first = 0);

}  // namespace rmirror::targets::notion
