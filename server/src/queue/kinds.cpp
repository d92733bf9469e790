// SPDX-License-Identifier: AGPL-3.0-or-later
#include "queue/kinds.hpp"

#include <algorithm>

namespace rmirror::jobs {

Kind const* find_kind(Kinds const& kinds, std::string_view item_type)
{
    auto const found = std::find_if(kinds.begin(), kinds.end(),
                                    [&](Kind const& kind) { return kind.item_type == item_type; });
    return found == kinds.end() ? nullptr : &*found;
}

}  // namespace rmirror::jobs
