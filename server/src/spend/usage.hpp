// SPDX-License-Identifier: AGPL-3.0-or-later
// What services say that calls took.
#pragma once

#include "spend/prices.hpp"

#include <boost/json/object.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::spend {

/// What the member `iterations` of Claude's `usage` lists: each time that a model was at work for one answer.
/// Beyond the counts around it are those of models that condensed a conversation or gave advice.
struct Iterations {
    Tokens all;
    std::map<std::string, Tokens> of_models;  // Of those which name theirs; in `all` as well.
};
Iterations iterations_of(boost::json::object const& usage);

/// Of the member `usage` of an answer, as Claude or OpenAI have it, iterations included.
Tokens tokens_of(boost::json::object const& usage);

/// Of a whole answer; nothing where it does not say.
std::optional<Tokens> tokens_in(std::string_view answer);

/// The more of each: usage that is told twice, or shrinks, was used once, and all of it.
Tokens most_of(Tokens const& a, Tokens const& b);
Tokens less(Tokens const& all, Tokens const& part);

}  // namespace rmirror::spend
