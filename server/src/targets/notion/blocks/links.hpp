// SPDX-License-Identifier: AGPL-3.0-or-later
// Checks addresses that Notion accepts as links.
#pragma once

#include <string>
#include <string_view>

namespace rmirror::targets::notion {

/// Whether Notion accepts the address: web, mail or telephone, at most 2,000 UTF-16 code units. Doubtful ones
/// are rejected, because a link that Notion refuses fails the whole call.
bool is_link(std::string_view address);

/// A form that is the same for a link that was written and for what may be read back: without the slash that
/// Notion adds to an address without a path, and empty for loopback addresses, which Notion may or may not
/// keep.
std::string link_as_kept(std::string_view address);

}  // namespace rmirror::targets::notion
