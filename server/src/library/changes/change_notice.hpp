// SPDX-License-Identifier: AGPL-3.0-or-later
// PostgreSQL's notifications about changes.
#pragma once

#include "base/ids.hpp"

#include <string_view>

namespace rmirror::library {

inline constexpr auto kChangesChannel = "rmirror_changes";

struct ChangeNotice {
    UserId user_id;
    /// Nothing changed, but a session or device of the user was signed out: waiting clients must send a new
    /// request.
    bool is_about_access = false;
};

/// `payload`: the user's id, or the id and " access".
ChangeNotice read_change_notice(std::string_view payload);

}  // namespace rmirror::library
