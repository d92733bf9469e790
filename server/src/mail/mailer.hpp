// SPDX-License-Identifier: AGPL-3.0-or-later
// The mail server of RMIRROR_SMTP_URL, and whom mail comes from.
#pragma once

#include "base/result.hpp"
#include "base/settings/settings.hpp"
#include "mail/message.hpp"
#include "upstream/client/client.hpp"
#include "upstream/client/mail.hpp"

#include <optional>
#include <string>

namespace rmirror::mail {

struct MailOptions {
    upstream::MailServer server;
    Mailbox from;
    std::string domain;  // Of message ids: the host of the public URL.

    /// Nullopt without RMIRROR_SMTP_URL. A refusal names the invalid setting.
    static Result<std::optional<MailOptions>> read(Settings const& settings, std::string const& public_url);
};

class Mailer {
public:
    /// The client must outlive this.
    Mailer(MailOptions options, upstream::Client& client) : options_(std::move(options)), client_(client) {}

    Mailbox const& from() const { return options_.from; }
    std::string const& domain() const { return options_.domain; }

    /// Sends a mail from from(), and waits for the server's reply, half a minute at most, also while the
    /// program is stopping: otherwise the mail might come twice. Only on worker threads. Mails that follow
    /// each other use the same connection.
    upstream::MailResult send(Message const& message) const;

private:
    MailOptions options_;
    upstream::Client& client_;
};

/// The host of a web address without its port, such as "example.org" of "https://example.org:8443/notes".
std::string host_of_url(std::string const& url);

}  // namespace rmirror::mail
