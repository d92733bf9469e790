// SPDX-License-Identifier: AGPL-3.0-or-later
// Signing in at GitHub: an OAuth app with PKCE. GitHub has no ID tokens, so who came back is asked of its
// API.
#pragma once

#include "auth/providers/provider.hpp"
#include "base/secret.hpp"
#include "upstream/gateway.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <string_view>
#include <variant>

namespace rmirror::auth {

struct GitHubClient {
    std::string client_id;
    Secret client_secret;
    std::string url = "https://github.com";  // As the next: without a slash at the end.
    std::string api_url = "https://api.github.com";
};

class GitHubProvider final : public Provider {
public:
    /// The gateway must outlive this.
    GitHubProvider(GitHubClient client, upstream::Gateway& gateway)
        : client_(std::move(client)), gateway_(gateway)
    {}

    std::string_view id() const override { return "github"; }
    std::string_view shown() const override { return "GitHub"; }
    std::string_view issuer() const override { return "https://github.com"; }
    std::variant<std::string, NotTold> screen_url(Visit const& visit) const override;
    std::variant<OutsidePerson, NotTold> visitor(Visit const& visit, Return const& back) const override;

private:
    std::variant<boost::json::value, NotTold> api(std::string_view path, std::string_view access_token,
                                                  std::string const& network) const;

    GitHubClient client_;
    upstream::Gateway& gateway_;
};

}  // namespace rmirror::auth
