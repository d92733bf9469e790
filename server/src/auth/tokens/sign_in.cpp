// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/tokens/sign_in.hpp"

#include "crypto/hmac.hpp"
#include "crypto/stored_secret.hpp"
#include "crypto/webhook_signature.hpp"

#include <algorithm>

namespace rmirror::auth {

namespace {

/// The host of an address, without its port.
std::string_view host_of(std::string_view address)
{
    auto const scheme = address.find("://");
    auto host = scheme == std::string_view::npos ? address : address.substr(scheme + 3);
    host = host.substr(0, host.find('/'));
    if (host.starts_with('['))
        return host.substr(0, host.find(']') + 1);
    return host.substr(0, host.find(':'));
}

/// The origin of an address, as browsers send it: without a path.
std::string_view origin_of(std::string_view address)
{
    auto const host = address.find("://") + 3;
    return address.substr(0, address.find('/', host));
}

bool is_loopback(std::string_view address)
{
    auto const host = host_of(address);
    return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

bool is_web_address(std::string_view address)
{
    return (address.starts_with("https://") || address.starts_with("http://")) && !host_of(address).empty();
}

/// A server that listens on all interfaces can be reached as localhost, too.
std::string address_of_listener(std::string listen)
{
    for (std::string_view const everywhere : {"0.0.0.0:", "[::]:"})
        if (listen.starts_with(everywhere))
            listen.replace(0, everywhere.size() - 1, "localhost");
    return "http://" + listen;
}

std::string without_last_slash(std::string text)
{
    while (text.ends_with('/'))
        text.pop_back();
    return text;
}

Result<Secret> given_or_kept_secret(Settings const& settings)
{
    auto const& given = settings.secret("RMIRROR_JWT_SECRET");
    if (given.empty())
        return stored_secret(settings.text("RMIRROR_DATA_DIR"), "jwt-secret");
    if (given.reveal().size() >= OwnTokens::kMinSecretBytes)
        return given;
    return Refusal{"RMIRROR_JWT_SECRET must be at least 32 characters long."};
}

Result<std::optional<Issuer>> read_issuer(Settings const& settings)
{
    auto const& name = settings.text("RMIRROR_OIDC_ISSUER");
    auto const& audiences = settings.list("RMIRROR_OIDC_AUDIENCE");
    if (name.empty() && audiences.empty())
        return std::optional<Issuer>();
    if (!is_web_address(name) || (name.starts_with("http://") && !is_loopback(name)))
        return Refusal{"RMIRROR_OIDC_ISSUER must be the https:// address of a sign-in service."};
    if (audiences.empty() && settings.text("RMIRROR_OIDC_CLIENT_ID").empty())
        return Refusal{
            "RMIRROR_OIDC_AUDIENCE must name the audience of the sign-in service's tokens for this server, "
            "or "
            "RMIRROR_OIDC_CLIENT_ID this server's client there."};
    return std::optional(Issuer{name, audiences});
}

Result<Done> check_clerk(Settings const& settings)
{
    auto const& secret = settings.secret("RMIRROR_CLERK_WEBHOOK_SECRET");
    if (secret.empty())
        return Done{};
    if (!crypto::is_webhook_secret(secret))
        return Refusal{
            "RMIRROR_CLERK_WEBHOOK_SECRET must be the signing secret of a webhook in Clerk, such as whsec_…"};
    if (settings.text("RMIRROR_OIDC_ISSUER").empty())
        return Refusal{
            "RMIRROR_CLERK_WEBHOOK_SECRET requires RMIRROR_OIDC_ISSUER, whose users the webhook is about."};
    return Done{};
}

/// Nullopt if the service's tokens aren't accepted, because people only sign in there.
std::optional<Issuer> issuer_of_tokens(SignInOptions const& options)
{
    return options.issuer && !options.issuer->audiences.empty() ? options.issuer : std::nullopt;
}

}  // namespace

Result<std::string> SignInOptions::public_url_of(Settings const& settings)
{
    auto url = without_last_slash(settings.text("RMIRROR_PUBLIC_URL"));
    if (url.empty())
        url = address_of_listener(settings.text("RMIRROR_LISTEN"));
    if (!is_web_address(url))
        return Refusal{"RMIRROR_PUBLIC_URL must begin with http:// or https:// and name a host."};
    return url;
}

Result<SignInOptions> SignInOptions::read(Settings const& settings)
{
    SignInOptions options;
    options.public_url = TRY(public_url_of(settings));
    options.allowed_origins = settings.list("RMIRROR_ALLOWED_ORIGINS");
    options.issuer = TRY(read_issuer(settings));
    TRY(check_clerk(settings));
    options.token_secret = TRY(given_or_kept_secret(settings));
    return options;
}

SignIn::SignIn(SignInOptions options, db::Pool& pool, upstream::Gateway& service, Log& log)
    : options_(std::move(options)),
      tokens_(options_.token_secret),
      passwords_(options_.password_cost),
      issuer_keys_(options_.issuer ? std::make_unique<IssuerKeys>(options_.issuer->name, service, log,
                                                                  options_.issuer_key_ages)
                                   : nullptr),
      authenticator_(pool, tokens_, issuer_of_tokens(options_), issuer_keys_.get())
{}

std::string SignIn::token_issuer() const
{
    auto const issuer = issuer_of_tokens(options_);
    return issuer ? issuer->name : "";
}

Secret SignIn::key_for(std::string_view purpose) const
{
    return Secret(crypto::hmac_sha256(options_.token_secret, "key for " + std::string(purpose)));
}

bool SignIn::is_from_our_page(http::Request const& request) const
{
    if (!request.has_header("Origin"))
        return true;
    auto const origin = request.header("Origin");
    auto const& allowed = options_.allowed_origins;
    if (origin == origin_of(options_.public_url) ||
        std::find(allowed.begin(), allowed.end(), origin) != allowed.end())
        return true;
    auto const scheme = origin.find("://");
    return scheme != std::string_view::npos && origin.substr(scheme + 3) == request.header("Host");
}

}  // namespace rmirror::auth
