// SPDX-License-Identifier: AGPL-3.0-or-later
// OpenID Connect (Core 1.0, authorization code flow) at any issuer, such as Google: with state, nonce, and
// PKCE if the issuer offers it.
#pragma once

#include "auth/providers/provider.hpp"
#include "auth/tokens/issuer_keys.hpp"
#include "base/secret.hpp"
#include "crypto/jwt.hpp"
#include "upstream/gateway.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>
#include <variant>

namespace rmirror::auth {

struct OidcClient {
    std::string provider_id;
    std::string shown;
    std::string client_id;
    Secret client_secret;
    bool admits_everybody = false;
};

class OidcProvider final : public Provider {
public:
    /// `keys` and the gateway are those of the issuer, and must outlive this.
    OidcProvider(OidcClient client, IssuerKeys& keys, upstream::Gateway& gateway)
        : client_(std::move(client)), keys_(keys), gateway_(gateway)
    {}

    std::string_view id() const override { return client_.provider_id; }
    std::string_view shown() const override { return client_.shown; }
    std::string_view issuer() const override { return keys_.issuer(); }
    bool admits_everybody() const override { return client_.admits_everybody; }
    std::variant<std::string, NotTold> screen_url(Visit const& visit) const override;
    std::variant<OutsidePerson, NotTold> visitor(Visit const& visit, Return const& back) const override;

private:
    /// The issuer's configuration if it can sign people in.
    std::variant<IssuerConfiguration, NotTold> configuration() const;
    std::variant<boost::json::object, NotTold> exchange(IssuerConfiguration const& issuer, Visit const& visit,
                                                        Return const& back) const;
    std::variant<crypto::Jwt, NotTold> verified(std::string_view id_token, Visit const& visit) const;
    /// Completes what the ID token leaves out.
    std::variant<OutsidePerson, NotTold> with_userinfo(OutsidePerson person, std::string const& url,
                                                       std::string_view access_token,
                                                       std::string const& network) const;

    OidcClient client_;
    IssuerKeys& keys_;
    upstream::Gateway& gateway_;
};

}  // namespace rmirror::auth
