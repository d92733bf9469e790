// SPDX-License-Identifier: AGPL-3.0-or-later
// Deletes an account, whoever asked for it: its person, or the sign-in service that it came from.
#pragma once

#include "auth/client_info.hpp"
#include "base/ids.hpp"
#include "rights/removal.hpp"
#include "targets/integrations/settings.hpp"

#include <pqxx/transaction>

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace rmirror {
class App;
}

namespace rmirror::routes {

struct BegunDeletion {
    rights::Leaving leaving;
    std::vector<std::function<void()>> revoking;  // What was granted to targets that are only disconnected.
    std::size_t removing = 0;                     // Targets at which everything is being removed.
};

/// Begins the deletion in a transaction of the system. Workspaces without another owner are handed over.
/// Does nothing and returns nullopt if the account is leaving already, or disabled.
std::optional<BegunDeletion> begin_deletion(App const& app, pqxx::work& system, UserId const& user_id,
                                            targets::Made made, auth::ClientInfo const& client);

/// To be called once the transaction is committed.
void carry_on_deletion(App& app, BegunDeletion const& begun);

}  // namespace rmirror::routes
