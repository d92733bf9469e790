// SPDX-License-Identifier: AGPL-3.0-or-later
#include "base/bytes.hpp"

namespace rmirror {

Error ByteReader::too_short(std::size_t announced) const
{
    return {ErrorCode::truncated,
            std::to_string(announced) + " bytes announced, " + std::to_string(remaining()) + " left"};
}

}  // namespace rmirror
