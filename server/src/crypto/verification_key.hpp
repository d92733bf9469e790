// SPDX-License-Identifier: AGPL-3.0-or-later
// Keys that verify tokens. A key has exactly one algorithm; a token can't choose another.
#pragma once

#include "base/secret.hpp"

#include <boost/json/object.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::crypto {

class VerificationKey {
public:
    /// An HS256 key with this server's secret.
    explicit VerificationKey(Secret secret);
    /// A public signature key from a JSON Web Key (RFC 7517): RS256, RS384 or RS512 with at least 2048 bits,
    /// ES256, or EdDSA with Ed25519. Nullopt for other kinds of keys, encryption keys and invalid ones.
    static std::optional<VerificationKey> of_jwk(boost::json::object const& jwk);

    std::string const& id() const { return id_; }
    std::string_view algorithm() const { return algorithm_; }
    bool verifies(std::string_view message, std::string_view signature) const;

private:
    VerificationKey() = default;

    std::string id_;
    std::string_view algorithm_;  // Points to a constant.
    Secret secret_;
    std::shared_ptr<void> key_;  // An EVP_PKEY, shared by copies and, read-only, by threads.
};

/// The usable keys of a JWKS; others are ignored.
class KeySet {
public:
    /// Nullopt if the text isn't a JWKS.
    static std::optional<KeySet> parse(std::string_view json);

    /// Finds a key by the token's `kid`. For a token without `kid`, returns the key if there is only one.
    VerificationKey const* find(std::string_view id) const;
    std::size_t size() const { return keys_.size(); }

private:
    std::vector<VerificationKey> keys_;
};

}  // namespace rmirror::crypto
