// SPDX-License-Identifier: AGPL-3.0-or-later
// What services say that calls took.
#pragma once

#include "spend/prices.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string_view>

namespace rmirror::spend {

/// Of the member `usage` of an answer, as Claude or OpenAI have it.
Tokens tokens_of(boost::json::object const& usage);

/// Of a whole answer; nothing where it does not say.
std::optional<Tokens> tokens_in(std::string_view answer);

/// The more of each: usage that is told twice, or shrinks, was used once, and all of it.
Tokens most_of(Tokens const& a, Tokens const& b);

}  // namespace rmirror::spend
