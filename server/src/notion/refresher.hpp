// SPDX-License-Identifier: AGPL-3.0-or-later
// New tokens for those that ended. Notion gives new ones once for each refresh token, so that of all who meet
// the same 401, in whatever process, one asks and the others wait for what that one stores.
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
        /// Longer than a refresh may take: nobody else asks before.
        std::chrono::milliseconds lease{60'000};
        std::chrono::milliseconds look_again{100};
        std::chrono::milliseconds wait_at_most{30'000};  // For somebody else's.
    };

    Refresher(db::Pool& pool, connections::Vault const& vault, Api const& api, Log& log)
        : Refresher(pool, vault, api, log, Options())
    {}
    /// All of them must outlive it.
    Refresher(db::Pool& pool, connections::Vault const& vault, Api const& api, Log& log, Options options)
        : pool_(pool), vault_(vault), api_(api), log_(log), options_(options)
    {}

    /// After a 401 with stale.token. Waits for the database and for Notion: for workers. A token that was
    /// pasted can't be refreshed: it is broken from then on.
    std::variant<Access, NoAccess> refresh(UserId const& user_id, Access const& stale) const;

private:
    struct Turn;
    Turn take_turn(UserId const& user_id, Access const& stale) const;
    std::variant<Access, NoAccess> ask(UserId const& user_id, Access const& stale, Turn const& turn) const;

    db::Pool& pool_;
    connections::Vault const& vault_;
    Api const& api_;
    Log& log_;
    Options options_;
};

}  // namespace rmirror::notion
