// SPDX-License-Identifier: AGPL-3.0-or-later
// Refreshes expired OAuth tokens. A refresh token works only once, so when several threads or processes get a
// 401 for the same token, one of them holds a lease and refreshes while the others wait for the token it
// stores.
#pragma once

#include "base/log.hpp"
#include "connections/vault.hpp"
#include "db/pool.hpp"
#include "notion/access.hpp"
#include "notion/api.hpp"

#include <chrono>
#include <variant>

namespace rmirror::notion {

class Refresher {
public:
    struct Options {
        /// Must exceed the duration of a refresh: no other caller may start one until the lease ends.
        std::chrono::milliseconds lease{60'000};
        std::chrono::milliseconds poll_interval{100};  // Poll interval while another caller refreshes.
        std::chrono::milliseconds max_wait{30'000};    // For another caller's refresh.
    };

    Refresher(db::Pool& pool, connections::Vault const& vault, Api const& api, Log& log)
        : Refresher(pool, vault, api, log, Options())
    {}
    /// All references must outlive it.
    Refresher(db::Pool& pool, connections::Vault const& vault, Api const& api, Log& log, Options options)
        : pool_(pool), vault_(vault), api_(api), log_(log), options_(options)
    {}

    /// Returns a connection with a new token; call it after a 401 with `stale.token`. Blocks on the database
    /// and on Notion, so it is for worker threads only. A token without a refresh token (a pasted one) is
    /// marked as refused and NoAccess::broken is returned.
    std::variant<Access, NoAccess> refresh(UserId const& user_id, Access const& stale) const;

private:
    struct LeaseAttempt;
    LeaseAttempt try_lease(UserId const& user_id, Access const& stale) const;
    std::variant<Access, NoAccess> ask(UserId const& user_id, Access const& stale,
                                       LeaseAttempt const& attempt) const;

    db::Pool& pool_;
    connections::Vault const& vault_;
    Api const& api_;
    Log& log_;
    Options options_;
};

}  // namespace rmirror::notion
