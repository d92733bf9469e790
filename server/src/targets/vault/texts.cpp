// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/vault/texts.hpp"

#include <utf8proc.h>

namespace rmirror::targets::vault {

bool is_utf8(std::string_view text)
{
    while (!text.empty()) {
        utf8proc_int32_t point = 0;
        auto const length = utf8proc_iterate(reinterpret_cast<utf8proc_uint8_t const*>(text.data()),
                                             static_cast<utf8proc_ssize_t>(text.size()), &point);
        if (length <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(length));
    }
    return true;
}

}  // namespace rmirror::targets::vault
