// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/mailer.hpp"

namespace rmirror::mail {

Result<std::optional<MailOptions>> MailOptions::read(Settings const& settings, std::string const& public_url)
{
    constexpr std::string_view kUrl = "RMIRROR_SMTP_URL";
    constexpr std::string_view kFrom = "RMIRROR_MAIL_FROM";
    auto const& url = settings.secret(kUrl);
    if (url.empty())
        return std::optional<MailOptions>();
    auto server = upstream::MailServer::read(url);
    if (!server.ok())
        return Refusal{std::string(kUrl) + " " + server.error().sentence};
    MailOptions options;
    options.server = std::move(server.value());
    options.domain = host_of_url(public_url);
    options.server.greeting = options.domain;
    auto const& from = settings.text(kFrom);
    if (!from.empty())
        options.from = parse_mailbox(from);
    else if (upstream::is_envelope_address(options.server.user))
        options.from = {"rMirror", options.server.user};
    else
        options.from = {"rMirror", "rmirror@" + options.domain};
    if (!upstream::is_envelope_address(options.from.address))
        return Refusal{std::string(kFrom) + " must be an address, such as rMirror <notes@example.org>."};
    return std::optional(std::move(options));
}

upstream::MailResult Mailer::send(Message const& message) const
{
    return client_.send_and_wait({.server = options_.server,
                                  .sender = options_.from.address,
                                  .recipient = message.to,
                                  .message = rendered(message)});
}

std::string host_of_url(std::string const& url)
{
    auto const scheme = url.find("://");
    auto host = scheme == std::string::npos ? url : url.substr(scheme + 3);
    host = host.substr(0, host.find('/'));
    if (host.starts_with('['))
        return host.substr(0, host.find(']') + 1);
    return host.substr(0, host.find(':'));
}

}  // namespace rmirror::mail
