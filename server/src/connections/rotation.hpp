// SPDX-License-Identifier: AGPL-3.0-or-later
// Operations on all users' credentials: re-encrypting them with a new master key, and checking that this
// process has the keys in use.
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

    std::size_t reencrypted = 0;
    std::vector<Left> left;  // Encrypted with other keys than the first; empty when rotation is complete.
};

/// Re-encrypts all credentials with the vault's first key, in batches of `at_once`, while servers keep
/// running. Credentials that changed meanwhile, and those that can't be decrypted here, are left as they are.
/// Safe to interrupt and to run again.
Rotated rotate(db::Pool& pool, Vault const& vault, std::size_t at_once = 200);

/// Logs the ids of keys in use that this process lacks, or for which it has a different key. Logs nothing if
/// all keys are usable.
void report_unusable_keys(db::Pool& pool, Vault const& vault, Log& log);

}  // namespace rmirror::connections
