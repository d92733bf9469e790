// SPDX-License-Identifier: AGPL-3.0-or-later
// Keys that tell whether a token is genuine. The key knows its one algorithm; a token cannot choose another.
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
    /// HS256 with a secret of our own.
    explicit VerificationKey(Secret secret);
    /// A public JSON Web Key (RFC 7517) for signatures: RS256, RS384, RS512 with at least 2048 bits, ES256,
    /// EdDSA with Ed25519. Nothing for keys of other kinds, for encryption, or broken ones.
    static std::optional<VerificationKey> of_jwk(boost::json::object const& jwk);

    std::string const& id() const { return id_; }
    std::string_view algorithm() const { return algorithm_; }
    bool verifies(std::string_view message, std::string_view signature) const;

private:
    VerificationKey() = default;

    std::string id_;
    std::string_view algorithm_;  // One of our constants.
    Secret secret_;
    std::shared_ptr<void> key_;  // An EVP_PKEY, shared by copies and by threads, which only read it.
};

/// The keys of a JWKS that we can use; others in it are passed over.
class KeySet {
public:
    /// Nothing when the text is no JWKS at all.
    static std::optional<KeySet> parse(std::string_view json);

    /// By the token's `kid`. A token that names none fits only when there is no choice.
    VerificationKey const* find(std::string_view id) const;
    std::size_t size() const { return keys_.size(); }

private:
    std::vector<VerificationKey> keys_;
};

}  // namespace rmirror::crypto
