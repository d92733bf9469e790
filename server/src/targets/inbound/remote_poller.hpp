// SPDX-License-Identifier: AGPL-3.0-or-later
// Polls a service for changes that users make there, such as completed todos: every few minutes, and sooner
// after a hint from the service. A lease makes sure that one process at a time polls an integration.
#pragma once

#include "connections/vault.hpp"
#include "db/pool.hpp"
#include "targets/caller.hpp"
#include "targets/integration.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::targets {

struct RemotePollerOptions {
    std::chrono::seconds every{300};
    std::string public_url;  // This server's, without a trailing slash.
    std::stop_token cancellation = {};
    /// Opens the credentials of targets without a provider.
    connections::Vault const* vault = nullptr;
    RenewToken renew = {};  // For targets with OAuth.
};

class RemotePoller {
public:
    /// All must outlive this object.
    RemotePoller(Target const& target, db::Pool& pool, upstream::Gateway& gateway, Callers const& callers,
                 RemotePollerOptions options);

    /// Polls all integrations that are due. Returns how many todos were completed or reopened.
    std::size_t poll_due();

private:
    struct Due;
    class Poll;
    struct Finished {
        bool is_whole = false;  // Everything up to `to` was read.
        std::string to = {};    // By the service's clock; empty: nothing changed.
        bool is_early = false;  // A row was being written: poll again soon.
    };

    std::optional<Due> claim();
    /// Opens the credential or connection for the poll's calls.
    void open(pqxx::work& work, Due& due) const;
    std::size_t poll_one(Due const& due);
    void finish(Due const& due, Finished const& finished);

    Target const& target_;
    db::Pool& pool_;
    upstream::Gateway& gateway_;
    Callers const& callers_;
    RemotePollerOptions options_;
};

/// Makes a poll due because something changed in a workspace. `authors` are the provider's ids of who changed
/// it; changes by the server's own connection alone are ignored. Needs a system transaction.
void schedule_poll(pqxx::work& work, std::string_view provider, std::string const& workspace_id,
                   std::vector<std::string> const& authors);

}  // namespace rmirror::targets
