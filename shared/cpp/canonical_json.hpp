// SPDX-License-Identifier: AGPL-3.0-or-later
// One text for one JSON value, so that its hash is the same wherever it is computed.
#pragma once

#include <boost/json.hpp>

#include <optional>
#include <string>

namespace rmirror {

/// Keys sorted by their UTF-8 bytes, no white space, strings escaped exactly as JSON.stringify does
/// (`\" \\ \b \f \n \r \t`, other controls as \u00xx, everything else as it is).
/// Numbers must be integers: one that was written with a fraction or an exponent, or does not fit 64
/// bits, has no single text that every language agrees on. Nothing then, and `why` says so; nothing,
/// too, for a value nested deeper than kMaxJsonDepth. Strings must be UTF-8: whoever parsed saw to it.
std::optional<std::string> canonical_json(boost::json::value const& value, std::string& why);

}  // namespace rmirror
