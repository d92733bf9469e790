// SPDX-License-Identifier: AGPL-3.0-or-later
// Visits to the screens of providers: each is bound to the browser in which it began, by a cookie, and to its
// provider, ends once, within ten minutes, and signs in or connects an identity as it was begun. In
// transactions of the system.
#pragma once

#include "auth/providers/provider.hpp"
#include "auth/user.hpp"
#include "base/secret.hpp"

#include <pqxx/transaction>

#include <string>
#include <string_view>

namespace rmirror::auth {

/// Who visits a provider's screen.
struct Visitor {
    std::string_view provider;
    std::string browser;  // The value of the browser's cookie.
    User user;            // Who connects an identity; without an id: someone who signs in.
};

/// Begins a visit and returns its state.
std::string begin_visit(pqxx::work& work, Visitor const& visitor);

/// Whether this visitor began a visit with this state, which ends with this call.
bool end_visit(pqxx::work& work, Visitor const& visitor, std::string_view state);

/// What belongs to a state. The nonce and the code verifier are derived with `key`, so that they are stored
/// nowhere.
Visit visit_of(Secret const& key, Visitor const& visitor, std::string state);

}  // namespace rmirror::auth
