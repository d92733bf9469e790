// SPDX-License-Identifier: AGPL-3.0-or-later
// All that signing in needs, made once from the settings.
#pragma once

#include "auth/authenticator.hpp"
#include "auth/cookies.hpp"
#include "base/settings.hpp"
#include "crypto/password_hasher.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmirror::auth {

struct SignInOptions {
    Secret token_secret;
    std::string public_url;  // Where people find the dashboard; without a slash at the end.
    std::vector<std::string> allowed_origins;
    std::optional<Issuer> issuer;
    crypto::PasswordCost password_cost;
    IssuerKeys::Ages issuer_key_ages;

    /// Where people find the dashboard, by what is set.
    static Result<std::string> public_url_of(Settings const& settings);
    /// Refuses a setting that does not hold. Draws and keeps a secret when none is given.
    static Result<SignInOptions> read(Settings const& settings);
};

class SignIn {
public:
    /// `service` leads to the sign-in service, if there is one, and must outlive this.
    SignIn(SignInOptions options, db::Pool& pool, upstream::Gateway& service, Log& log);
    SignIn(SignIn const&) = delete;
    SignIn& operator=(SignIn const&) = delete;

    OwnTokens const& tokens() const { return tokens_; }
    crypto::PasswordHasher const& passwords() const { return passwords_; }
    Authenticator& authenticator() { return authenticator_; }
    Authenticator const& authenticator() const { return authenticator_; }
    std::string const& public_url() const { return options_.public_url; }
    Transport transport() const
    {
        return options_.public_url.starts_with("https://") ? Transport::encrypted : Transport::plain;
    }

    /// A key of this server for one purpose; no other purpose has the same.
    Secret key_for(std::string_view purpose) const;

    /// Whether a request that a cookie vouches for was sent by a page of ours. Browsers name the page's
    /// origin; who names none is no browser, and has no cookies it did not put there itself.
    bool is_from_our_page(http::Request const& request) const;

private:
    SignInOptions options_;
    OwnTokens tokens_;
    crypto::PasswordHasher passwords_;
    std::unique_ptr<IssuerKeys> issuer_keys_;
    Authenticator authenticator_;
};

}  // namespace rmirror::auth
