// SPDX-License-Identifier: AGPL-3.0-or-later
// Calls that all providers need.
#pragma once

#include "auth/providers/provider.hpp"
#include "upstream/gateway.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace rmirror::auth {

/// "a=1&b=2", percent-encoded, for queries and forms. Parts without a value are left out.
std::string form_of(std::initializer_list<std::pair<std::string_view, std::string_view>> parts);

/// The code challenge of a code verifier, by the method S256.
std::string code_challenge_of(std::string_view code_verifier);

/// The JSON of a 200; the reason of any other answer, by the errors of RFC 6749 and GitHub's. Blocks.
std::variant<boost::json::value, NotTold> ask_provider(upstream::Gateway& gateway, std::string const& network,
                                                       upstream::Call call);

/// The same for a code that is exchanged for tokens, whose answer is an object.
std::variant<boost::json::object, NotTold> ask_for_tokens(upstream::Gateway& gateway,
                                                          std::string const& network, upstream::Call call);

}  // namespace rmirror::auth
