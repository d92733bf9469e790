// SPDX-License-Identifier: AGPL-3.0-or-later
// Canonical JSON: the same text for equal values, so that a value's hash is the same wherever it is computed.
#pragma once

#include <boost/json.hpp>

#include <optional>
#include <string>

namespace rmirror {

/// Sorts keys by their UTF-8 bytes, writes no white space, and escapes strings exactly as JSON.stringify does
/// (`\" \\ \b \f \n \r \t`, other controls as \u00xx, everything else unchanged). Numbers must be integers:
/// for one with a fraction or an exponent, or outside 64 bits, languages don't agree on the text. In that
/// case, and for a value nested deeper than kMaxJsonDepth, returns nullopt and sets `why`. Strings must be
/// valid UTF-8, which the parser has checked.
std::optional<std::string> canonical_json(boost::json::value const& value, std::string& why);

}  // namespace rmirror
