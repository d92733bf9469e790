// SPDX-License-Identifier: AGPL-3.0-or-later
// What Notion brings back with somebody's consent, so that it is known whose it is: signed, good once, for
// ten minutes, for the session in which it was asked for.
#pragma once

#include "base/ids.hpp"
#include "base/secret.hpp"

#include <pqxx/transaction>

#include <string>
#include <string_view>

namespace rmirror::notion {

/// `session_id` is empty for who is signed in by a sign-in service.
struct Asker {
    UserId user_id;
    std::string session_id;
};

/// `key` signs.
std::string add_state(pqxx::work& work, Secret const& key, Asker const& asker);
/// False for a state that is no state of this person's session, too old, or was used.
bool use_state(pqxx::work& work, Secret const& key, Asker const& asker, std::string_view state);

}  // namespace rmirror::notion
