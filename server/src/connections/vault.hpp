// SPDX-License-Identifier: AGPL-3.0-or-later
// Seals people's credentials and opens them again, by the master keys of this process.
#pragma once

#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/settings.hpp"
#include "connections/master_keys.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace rmirror::connections {

/// As it is stored.
struct Sealed {
    std::string bytes;
    std::string key_id;  // Of the master key.
};

enum class Unopened {
    missing_key,  // Sealed under a master key that this process was not given; another may have it.
    broken,       // Not what was sealed for this user and provider under this key.
};

/// From any thread.
class Vault {
public:
    /// The keys of RMIRROR_MASTER_KEYS, and the one in the data folder: it is drawn where no others are set,
    /// and still opens what it sealed when others were set later.
    static Result<Vault> read(Settings const& settings);

    /// The first key seals, all open.
    explicit Vault(std::vector<MasterKey> keys) : keys_(std::move(keys)) {}

    Sealed seal(UserId const& user_id, std::string_view provider, Secret const& text) const;
    std::variant<Secret, Unopened> open(UserId const& user_id, std::string_view provider,
                                        Sealed const& sealed) const;

    /// The id of the key that seals.
    std::string const& sealing_key() const { return keys_.front().id; }
    bool has_key(std::string_view id) const { return find(id) != nullptr; }

private:
    MasterKey const* find(std::string_view id) const;

    std::vector<MasterKey> keys_;
};

}  // namespace rmirror::connections
