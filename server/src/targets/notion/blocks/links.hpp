// SPDX-License-Identifier: AGPL-3.0-or-later
// Addresses that Notion takes as links.
#pragma once

#include <string>
#include <string_view>

namespace rmirror::targets::notion {

/// Of the web, of mail or telephone, in at most 2,000 units. Doubtful ones are none: a refused link would
/// take the whole call with it.
bool is_link(std::string_view address);

/// The same for what was written and for what may be read back: without the slash that an address without a
/// path gets, and nothing for one of this machine, of which it is not known whether Notion keeps it.
std::string link_as_kept(std::string_view address);

}  // namespace rmirror::targets::notion
