// SPDX-License-Identifier: AGPL-3.0-or-later
// Token usage as services report it.
#pragma once

#include "spend/prices.hpp"

#include <boost/json/object.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace rmirror::spend {

/// The member `iterations` of Claude's `usage` lists each run of a model for one answer. It exceeds the
/// counts around it by the runs of models that condensed a conversation or gave advice.
struct Iterations {
    Tokens all;
    std::map<std::string, Tokens> of_models;  // Of runs that name their model; included in `all`.
};
Iterations iterations_of(boost::json::object const& usage);

/// Parses the member `usage` of an answer of Claude or OpenAI, iterations included.
Tokens tokens_of(boost::json::object const& usage);

/// The usage in a whole answer; nullopt if it reports none.
std::optional<Tokens> tokens_in(std::string_view answer);

/// The maximum of each count: usage that is reported twice, or shrinks, was used once and in full.
Tokens max_of(Tokens const& a, Tokens const& b);
/// `all` minus `part`, each count at least 0.
Tokens less(Tokens const& all, Tokens const& part);

}  // namespace rmirror::spend
