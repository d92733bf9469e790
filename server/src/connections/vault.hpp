// SPDX-License-Identifier: AGPL-3.0-or-later
// Encrypts and decrypts users' credentials with this process's master keys.
#pragma once

#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/settings/settings.hpp"
#include "connections/master_keys.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace rmirror::connections {

/// An encrypted credential, as stored.
struct Sealed {
    std::string bytes;
    std::string key_id;  // The id of the master key.
};

enum class Unopened {
    missing_key,  // Encrypted with a master key that this process doesn't have; another process may have it.
    broken,       // Not what was encrypted for this user and provider with this key.
};

/// Thread-safe.
class Vault {
public:
    /// Reads the keys in RMIRROR_MASTER_KEYS, and the one in the data folder. The latter is generated if no
    /// keys are set, and still decrypts its credentials after keys were set.
    static Result<Vault> read(Settings const& settings);

    /// The first key encrypts, all keys decrypt.
    explicit Vault(std::vector<MasterKey> keys) : keys_(std::move(keys)) {}

    Sealed seal(UserId const& user_id, std::string_view provider, Secret const& text) const;
    std::variant<Secret, Unopened> open(UserId const& user_id, std::string_view provider,
                                        Sealed const& sealed) const;

    /// The id of the key that encrypts.
    std::string const& sealing_key() const { return keys_.front().id; }
    bool has_key(std::string_view id) const { return find(id) != nullptr; }

private:
    MasterKey const* find(std::string_view id) const;

    std::vector<MasterKey> keys_;
};

}  // namespace rmirror::connections
