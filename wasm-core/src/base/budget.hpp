// SPDX-License-Identifier: AGPL-3.0-or-later
// Memory budget of a reader: memory is charged before it is allocated, so a hostile file is refused in time.
#pragma once

#include "base/result.hpp"

#include <cstddef>

namespace rmirror {

class Budget {
public:
    explicit Budget(std::size_t bytes) : left_(bytes) {}

    Result<Done> charge(std::size_t bytes)
    {
        if (bytes > left_)
            return Error{ErrorCode::too_large, "reading this page would need more than 512 MB"};
        left_ -= bytes;
        return Done{};
    }

private:
    std::size_t left_;
};

}  // namespace rmirror
