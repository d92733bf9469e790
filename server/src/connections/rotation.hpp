// SPDX-License-Identifier: AGPL-3.0-or-later
// What concerns the credentials of all people: sealing them under a new master key, and whether this process
// has the keys they are sealed under.
#pragma once

#include "base/log.hpp"
#include "connections/vault.hpp"
#include "db/pool.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace rmirror::connections {

struct Rotated {
    struct Left {
        std::string key_id;
        std::size_t credentials;
    };

    std::size_t sealed_anew = 0;
    std::vector<Left> left;  // Sealed under other keys than the first; empty when all is done.
};

/// Seals everything under the vault's first key, piece by piece, while servers go on. What somebody wrote
/// meanwhile stays, and so does what cannot be opened here. It may be ended at any time and started again.
Rotated rotate(db::Pool& pool, Vault const& vault, std::size_t at_once = 200);

/// Logs the ids of keys that credentials are sealed under and that this process lacks, or has another key in
/// place of. Nothing when all is well.
void report_unusable_keys(db::Pool& pool, Vault const& vault, Log& log);

}  // namespace rmirror::connections
