// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/client/mail.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

namespace rmirror::upstream {

namespace {

/// In the order of the enum.
constexpr std::array<std::string_view, 6> kSteps = {"connecting",       "signing_in",      "naming_sender",
                                                    "naming_recipient", "sending_content", "accepted"};

constexpr std::string_view kForm =
    "must look like smtp://USER:PASSWORD@HOST:587, or smtps:// for TLS from the start, with user and "
    "password "
    "percent-encoded.";

/// A decoded part of a URL; nullopt if the URL doesn't have it.
std::optional<std::string> decoded_part(CURLU* url, CURLUPart part)
{
    char* text = nullptr;
    if (curl_url_get(url, part, &text, CURLU_URLDECODE) != CURLUE_OK)
        return std::nullopt;
    std::unique_ptr<char, void (*)(void*)> const owner(text, &curl_free);
    return std::string(text);
}

bool is_loopback_host(std::string const& host)
{
    in_addr address{};
    if (::inet_pton(AF_INET, host.c_str(), &address) == 1)
        return (ntohl(address.s_addr) >> 24U) == 127;
    return host == "localhost" || host == "[::1]";
}

}  // namespace

Result<MailServer> MailServer::read(Secret const& url)
{
    std::unique_ptr<CURLU, void (*)(CURLU*)> const parsed(curl_url(), &curl_url_cleanup);
    bool const is_smtp = url.reveal().starts_with("smtp://") || url.reveal().starts_with("smtps://");
    if (!is_smtp || !parsed ||
        curl_url_set(parsed.get(), CURLUPART_URL, url.reveal().c_str(), 0) != CURLUE_OK)
        return Refusal{std::string(kForm)};
    auto const part = [&](CURLUPart which) { return decoded_part(parsed.get(), which); };
    auto const path = part(CURLUPART_PATH).value_or("");
    MailServer server;
    server.host = part(CURLUPART_HOST).value_or("");
    server.has_tls_from_start = url.reveal().starts_with("smtps://");
    server.is_on_loopback = is_loopback_host(server.host);
    server.user = part(CURLUPART_USER).value_or("");
    server.password = Secret(part(CURLUPART_PASSWORD).value_or(""));
    auto const port = part(CURLUPART_PORT);
    int const usual = server.has_tls_from_start ? 465 : 587;
    server.port = port ? std::stoi(*port) : usual;
    bool const is_bare = (path.empty() || path == "/") && !part(CURLUPART_QUERY) && !part(CURLUPART_FRAGMENT);
    if (server.host.empty() || !is_bare || (server.user.empty() && !server.password.empty()))
        return Refusal{std::string(kForm)};
    return server;
}

bool is_envelope_address(std::string_view address)
{
    return address.find('@') != std::string_view::npos && address.size() <= 320 &&
           std::all_of(address.begin(), address.end(), [](unsigned char letter) {
               return letter > 0x20 && letter != 0x7f && letter != '<' && letter != '>' && letter != ',';
           });
}

std::string_view to_string(MailStep step)
{
    return kSteps[static_cast<std::size_t>(step)];
}

}  // namespace rmirror::upstream
