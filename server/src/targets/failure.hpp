// SPDX-License-Identifier: AGPL-3.0-or-later
// What a call that a service did not carry out means for its delivery, as most services mean it. Where one
// means something else by a status, its target looks at that first.
#pragma once

#include "targets/target.hpp"

#include <string_view>

namespace rmirror::targets {

/// Whether the service said that it is done, in time; what else it says may be too long, or cut off.
bool is_done(upstream::CallResult const& result);

/// For a call of which is_done() is false. `service` begins sentences, such as "Readwise".
///   no answer in time, 5xx, redirects   again; five of them running stop the integration
///   401, 403                            stops it: the credential is wrong
///   429, and no turn yet                later, as the service asks
///   other 4xx                           again, and failed after some tries: it lies at the item
Ending failure_of(upstream::CallResult const& result, std::string_view service);

}  // namespace rmirror::targets
