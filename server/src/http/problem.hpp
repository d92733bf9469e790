// SPDX-License-Identifier: AGPL-3.0-or-later
// The one format of all errors: problem details (RFC 9457).
#pragma once

#include "http/reply.hpp"
#include "input/fault.hpp"

#include <boost/json/object.hpp>

namespace rmirror::http {

/// `detail` is a sentence for people. It never contains an exception's text.
Reply problem(Code status, std::string_view detail);
/// `more` holds members that only this problem has, such as {"field": "email"}.
Reply problem(Code status, std::string_view detail, boost::json::object const& more);
/// 400 with the member `field`.
Reply problem(input::Fault const& fault);

/// 503 with Retry-After, for a body that doesn't fit into the memory for bodies.
Reply body_memory_exhausted();

}  // namespace rmirror::http
