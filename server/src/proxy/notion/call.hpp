// SPDX-License-Identifier: AGPL-3.0-or-later
// Proxies a call to Notion: Notion receives the caller's request but not their token, and the caller receives
// Notion's answer but never the connection's token.
#pragma once

#include "auth/user.hpp"
#include "connections/vault.hpp"
#include "db/pool.hpp"
#include "http/answer.hpp"
#include "http/request.hpp"
#include "notion/calls.hpp"
#include "proxy/forward_call.hpp"
#include "proxy/notion/endpoints.hpp"
#include "proxy/notion/token_refreshes.hpp"
#include "upstream/gateway.hpp"

#include <chrono>
#include <memory>

namespace rmirror::proxy::notion {

/// Shared by all calls.
class Notion {
public:
    /// All references must outlive it.
    Notion(upstream::Gateway& gateway, Ledger& ledger, db::Pool& pool, connections::Vault const& vault,
           rmirror::notion::Allowance allowance, Refresh refresh, Log& log);
    ~Notion();
    Notion(Notion const&) = delete;
    Notion& operator=(Notion const&) = delete;

    /// Answers once Notion has. Blocks on the database.
    void forward_call(Endpoint const& endpoint, http::Request const& request, User const& user,
                      http::Answer const& answer) const;

private:
    using Access = rmirror::notion::Access;

    upstream::Call call_for(http::Request const& request, std::string const& target,
                            Access const& access) const;
    RefreshKey renewal_of(Endpoint const& endpoint, UserId const& user_id, upstream::Call const& call,
                          Access const& access) const;

    std::shared_ptr<Service const> service_;
    db::Pool& pool_;
    connections::Vault const& vault_;
    rmirror::notion::Allowance allowance_;
    std::shared_ptr<TokenRefreshes>
        renewals_;  // Shared with calls that end after this is destroyed; they find it closed.
};

}  // namespace rmirror::proxy::notion
