// SPDX-License-Identifier: AGPL-3.0-or-later
// Withdraws what services granted to an account that is deleted.
#pragma once

#include "base/ids.hpp"

#include <pqxx/transaction>

#include <functional>

namespace rmirror {
class App;
}

namespace rmirror::routes {

/// Reads all credentials of the user that their service can revoke. The returned function revokes them in the
/// background, to be called once their removal is committed. A failure is logged.
std::function<void()> revocations(App& app, pqxx::work& work, UserId const& user_id);

}  // namespace rmirror::routes
