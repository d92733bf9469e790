// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything that signing in needs, made once from the settings.
#pragma once

#include "auth/sessions/cookies.hpp"
#include "auth/tokens/authenticator.hpp"
#include "base/settings/settings.hpp"
#include "crypto/password_hasher.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::auth {

struct SignInOptions {
    Secret token_secret;
    std::string public_url;  // Of the dashboard, without a slash at the end.
    std::vector<std::string> allowed_origins;
    std::optional<Issuer> issuer;
    crypto::PasswordCost password_cost;
    IssuerKeys::Ages issuer_key_ages;

    /// The dashboard's URL: RMIRROR_PUBLIC_URL, or else derived from RMIRROR_LISTEN.
    static Result<std::string> public_url_of(Settings const& settings);
    /// Refuses an invalid setting. Generates and stores a secret if none is set.
    static Result<SignInOptions> read(Settings const& settings);
};

class SignIn {
public:
    /// `service`: the gateway to the sign-in service, if there is one. It must outlive this.
    SignIn(SignInOptions options, db::Pool& pool, upstream::Gateway& service, Log& log);
    SignIn(SignIn const&) = delete;
    SignIn& operator=(SignIn const&) = delete;

    OwnTokens const& tokens() const { return tokens_; }
    crypto::PasswordHasher const& passwords() const { return passwords_; }
    Authenticator& authenticator() { return authenticator_; }
    Authenticator const& authenticator() const { return authenticator_; }
    /// Null without a sign-in service.
    IssuerKeys* issuer_keys() { return issuer_keys_.get(); }
    /// The sign-in service whose tokens are accepted; "" without one.
    std::string token_issuer() const;
    std::string const& public_url() const { return options_.public_url; }
    Transport transport() const
    {
        return options_.public_url.starts_with("https://") ? Transport::encrypted : Transport::plain;
    }

    /// A key for one purpose, derived from this server's secret; each purpose has a different one.
    Secret key_for(std::string_view purpose) const;

    /// Whether a request authenticated by a cookie was sent by a page of ours, by its Origin. A client that
    /// sends no Origin is no browser, and has no cookies that it didn't set itself.
    bool is_from_our_page(http::Request const& request) const;

private:
    SignInOptions options_;
    OwnTokens tokens_;
    crypto::PasswordHasher passwords_;
    std::unique_ptr<IssuerKeys> issuer_keys_;
    Authenticator authenticator_;
};

}  // namespace rmirror::auth
