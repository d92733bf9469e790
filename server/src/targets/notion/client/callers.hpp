// SPDX-License-Identifier: AGPL-3.0-or-later
// Makes Notion calls for deliveries, with the same connections, gateway and limits as all other calls to
// Notion.
#pragma once

#include "connections/vault.hpp"
#include "notion/calls.hpp"
#include "notion/refresher.hpp"
#include "targets/caller.hpp"

namespace rmirror::targets::notion {

class NotionCallers final : public Callers {
public:
    /// All must outlive this object and the callers that it opens.
    NotionCallers(connections::Vault const& vault, upstream::Gateway& gateway,
                  rmirror::notion::Refresher const& refresher, rmirror::notion::Allowance allowance)
        : vault_(vault), gateway_(gateway), refresher_(refresher), allowance_(allowance)
    {}

    std::variant<std::unique_ptr<Caller>, NotOpen> open(pqxx::work& work, std::string_view provider,
                                                        UserId const& user_id,
                                                        std::optional<ConnectionId> const& id) const override;

private:
    connections::Vault const& vault_;
    upstream::Gateway& gateway_;
    rmirror::notion::Refresher const& refresher_;
    rmirror::notion::Allowance allowance_;
};

}  // namespace rmirror::targets::notion
