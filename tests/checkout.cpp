// SPDX-License-Identifier: AGPL-3.0-or-later
#include "checkout.hpp"

namespace rmirror {

std::string const& checkout()
{
    static std::string const path = RMIRROR_SOURCE_DIR;
    return path;
}

}  // namespace rmirror
