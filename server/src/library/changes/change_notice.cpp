// SPDX-License-Identifier: AGPL-3.0-or-later
#include "library/changes/change_notice.hpp"

#include <string>

namespace rmirror::library {

ChangeNotice read_change_notice(std::string_view payload)
{
    constexpr std::string_view kAccess = " access";
    bool const is_about_access = payload.ends_with(kAccess);
    if (is_about_access)
        payload.remove_suffix(kAccess.size());
    return {UserId(std::string(payload)), is_about_access};
}

}  // namespace rmirror::library
