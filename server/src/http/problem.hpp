// SPDX-License-Identifier: AGPL-3.0-or-later
// The one shape of every error: RFC 9457 problem details.
#pragma once

#include "http/reply.hpp"
#include "input/fault.hpp"

#include <boost/json/object.hpp>

namespace rmirror::http {

/// `detail` is a sentence a person understands. It never holds an exception's text.
Reply problem(Code status, std::string_view detail);
/// `more` are members of this problem alone, such as {"field": "email"}.
Reply problem(Code status, std::string_view detail, boost::json::object const& more);
/// 400 with the member `field`.
Reply problem(input::Fault const& fault);

/// 503 for who sends a body that the memory for bodies has no room for.
Reply receiving_too_much();

}  // namespace rmirror::http
