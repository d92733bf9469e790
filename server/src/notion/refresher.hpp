// SPDX-License-Identifier: AGPL-3.0-or-later
// Refreshes expired OAuth tokens of Notion.
#pragma once

#include "base/log.hpp"
#include "connections/token_refresh.hpp"
#include "connections/vault.hpp"
#include "db/pool.hpp"
#include "notion/access.hpp"
#include "notion/api.hpp"

#include <variant>

namespace rmirror::notion {

class Refresher {
public:
    using Options = connections::RefreshOptions;

    Refresher(db::Pool& pool, connections::Vault const& vault, Api const& api, Log& log)
        : Refresher(pool, vault, api, log, Options())
    {}
    /// All references must outlive it.
    Refresher(db::Pool& pool, connections::Vault const& vault, Api const& api, Log& log, Options options)
        : pool_(pool), vault_(vault), api_(api), log_(log), tokens_(pool, vault, options)
    {}

    /// Returns a connection with a new token; call it after a 401 with `stale.token`. Blocks on the database
    /// and on Notion, so it is for worker threads only. A token without a refresh token (a pasted one) is
    /// marked as refused and NoAccess::broken is returned.
    std::variant<Access, NoAccess> refresh(UserId const& user_id, Access const& stale) const;

private:
    db::Pool& pool_;
    connections::Vault const& vault_;
    Api const& api_;
    Log& log_;
    connections::TokenRefresh tokens_;
};

}  // namespace rmirror::notion
