// SPDX-License-Identifier: AGPL-3.0-or-later
// One mail for a mail server (RFC 5321), and how the server answered.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

namespace rmirror::upstream {

struct MailServer {
    std::string host;
    int port = 587;
    bool has_tls_from_start = false;  // smtps. Otherwise the connection is encrypted by STARTTLS.
    bool is_on_loopback = false;      // Only then may the connection stay unencrypted.
    std::string user;                 // Empty: no sign-in.
    Secret password;
    std::string greeting;  // This host's name, for EHLO. Empty: the machine's.

    /// Reads smtp://USER:PASSWORD@HOST:PORT or smtps://…; user and password are percent-encoded. A refusal
    /// says what the URL must be, to follow the name of a setting.
    static Result<MailServer> read(Secret const& url);
};

/// Whether SMTP can carry the address: no blanks, control characters or angle brackets, one recipient.
bool is_envelope_address(std::string_view address);

struct Mail {
    MailServer server;
    std::string sender;     // An address, which bounces go to.
    std::string recipient;  // An address.
    std::string message;    // Headers and body; lines end with CRLF.
    std::chrono::milliseconds deadline{30'000};
};

/// The steps of the dialogue. A mail counts as delivered only in `accepted`.
enum class MailStep { connecting, signing_in, naming_sender, naming_recipient, sending_content, accepted };
std::string_view to_string(MailStep step);

struct MailResult {
    MailStep step = MailStep::connecting;  // Where the dialogue ended.
    int reply = 0;                         // The server's refusal, 400 to 599. 0: it refused nothing.
    std::string reply_text;                // The refusal's text, printable ASCII, at most 300 bytes.
    std::string why;                       // For the log, if the mail wasn't accepted.
};

/// Called exactly once, on the client's thread. It must neither block nor throw.
using MailDone = std::function<void(MailResult)>;

}  // namespace rmirror::upstream
