// SPDX-License-Identifier: AGPL-3.0-or-later
// What admins do in the dashboard, for the server's command line. Each prints one line per result and returns
// the exit status, or refuses. All throw db::DatabaseUnusable.
#pragma once

#include "base/result.hpp"
#include "base/settings/settings.hpp"

#include <string>

namespace rmirror::commands {

/// `email`: of an account.
Result<int> make_admin(Settings const& settings, std::string const& email);
Result<int> remove_admin(Settings const& settings, std::string const& email);

/// Those whose address or name contains `search`.
Result<int> list_people(Settings const& settings, std::string const& search);
Result<int> set_tier(Settings const& settings, std::string const& email, std::string const& tier);
/// `kind`: pages, tokens or storage-mb. `limit`: a number, or "tier" for what the tier allows.
Result<int> set_limit(Settings const& settings, std::string const& email, std::string const& kind,
                      std::string const& limit);

Result<int> list_waiting(Settings const& settings);
/// `whom`: an address on the waitlist, or how many of those who asked first. Prints an address and a link per
/// line.
Result<int> approve_waiting(Settings const& settings, std::string const& whom);

/// `count`: how many of the newest acts; empty for the usual number.
Result<int> list_acts(Settings const& settings, std::string const& count);
Result<int> undo_act(Settings const& settings, std::string const& id);

}  // namespace rmirror::commands
