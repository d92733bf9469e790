// SPDX-License-Identifier: AGPL-3.0-or-later
// Maps a failed call to a delivery result, as most services mean their statuses. A target whose service means
// something else by a status checks that status first.
#pragma once

#include "targets/target.hpp"

#include <string_view>

namespace rmirror::targets {

/// Whether the service answered 2xx in time. The body may still be truncated or too long.
bool is_done(upstream::CallResult const& result);

/// The result of a call for which is_done() is false. `service` begins sentences, such as "Readwise".
///   no response in time, 5xx, 404, 405,  retried; five calls in a row stop the integration
///     408, 425, redirects
///   401, 403, a private address          stops the integration: its settings are wrong
///   429, no rate limit slot in time      later, after the delay that the service asks for
///   other 4xx                            retried, then failed: the item is at fault
DeliveryResult failure_of(upstream::CallResult const& result, std::string_view service);

}  // namespace rmirror::targets
