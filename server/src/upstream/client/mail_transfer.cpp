// SPDX-License-Identifier: AGPL-3.0-or-later
#include "upstream/client/mail_transfer.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace rmirror::upstream {

namespace {

constexpr std::size_t kMaxReplyText = 300;
/// A connection that was idle for longer isn't reused: mail servers close it after some minutes.
constexpr long kMaxIdleSeconds = 30;

}  // namespace

MailTransfer::MailTransfer(std::uint64_t number, Mail mail, MailDone done)
    : Transfer(number, mail.deadline, {}), mail_(std::move(mail)), done_(std::move(done))
{}

bool MailTransfer::set_up(std::function<void()> /*resume*/)
{
    auto const& server = mail_.server;
    url_ = (server.has_tls_from_start ? "smtps://" : "smtp://") + server.host + ":" +
           std::to_string(server.port) + "/" + server.greeting;
    sender_ = "<" + mail_.sender + ">";
    recipients_.reset(curl_slist_append(nullptr, ("<" + mail_.recipient + ">").c_str()));
    bool well = recipients_ != nullptr;
    auto const set_next = [&](CURLoption option, auto value) { well = well && set(option, value); };
    set_next(CURLOPT_URL, url_.c_str());
    set_next(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    // What stays on this machine needs neither encryption nor a certificate that proves the server's name.
    set_next(CURLOPT_USE_SSL, static_cast<long>(server.is_on_loopback ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    if (server.is_on_loopback) {
        set_next(CURLOPT_SSL_VERIFYPEER, 0L);
        set_next(CURLOPT_SSL_VERIFYHOST, 0L);
    }
    if (!server.user.empty()) {
        set_next(CURLOPT_USERNAME, server.user.c_str());
        set_next(CURLOPT_PASSWORD, server.password.reveal().c_str());
    }
    set_next(CURLOPT_MAXAGE_CONN, kMaxIdleSeconds);
    set_next(CURLOPT_MAIL_FROM, sender_.c_str());
    set_next(CURLOPT_MAIL_RCPT, recipients_.get());
    set_next(CURLOPT_UPLOAD, 1L);
    set_next(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(mail_.message.size()));
    set_next(CURLOPT_READFUNCTION, &MailTransfer::on_read);
    set_next(CURLOPT_READDATA, this);
    set_next(CURLOPT_WRITEFUNCTION, &MailTransfer::on_write);
    // Shows which command a reply answers.
    set_next(CURLOPT_VERBOSE, 1L);
    set_next(CURLOPT_DEBUGFUNCTION, &MailTransfer::on_dialogue);
    set_next(CURLOPT_DEBUGDATA, this);
    return well;
}

std::size_t MailTransfer::on_read(char* buffer, std::size_t size, std::size_t count, void* transfer)
{
    auto& self = *static_cast<MailTransfer*>(transfer);
    auto const bytes = std::min(size * count, self.mail_.message.size() - self.read_);
    std::copy_n(self.mail_.message.data() + self.read_, bytes, buffer);
    self.read_ += bytes;
    return bytes;
}

/// Without this, curl would print what a server sends.
std::size_t MailTransfer::on_write(char* /*bytes*/, std::size_t size, std::size_t count, void* /*transfer*/)
{
    return size * count;
}

int MailTransfer::on_dialogue(CURL* /*handle*/, curl_infotype type, char* bytes, std::size_t size,
                              void* transfer)
{
    auto& self = *static_cast<MailTransfer*>(transfer);
    if (type == CURLINFO_HEADER_OUT)
        self.note_command({bytes, size});
    else if (type == CURLINFO_HEADER_IN)
        self.note_reply({bytes, size});
    return 0;
}

/// Lines of a sign-in, which contain the password, change nothing and aren't kept.
void MailTransfer::note_command(std::string_view line)
{
    if (line.starts_with("AUTH "))
        result_.step = MailStep::signing_in;
    else if (line.starts_with("MAIL FROM:"))
        result_.step = MailStep::naming_sender;
    else if (line.starts_with("RCPT TO:"))
        result_.step = MailStep::naming_recipient;
    else if (line.starts_with("DATA"))
        result_.step = MailStep::sending_content;
    else if (line.starts_with("QUIT"))
        is_quitting_ = true;
    if (is_quitting_)
        return;
    last_reply_ = 0;
    result_.reply_text.clear();
}

/// Collects a reply, which can have several lines. The one to QUIT, which curl sends after a refusal, says
/// nothing.
void MailTransfer::note_reply(std::string_view line)
{
    constexpr std::size_t kCode = 4;  // Three digits, then a blank or, in all lines but the last, "-".
    if (line.size() <= kCode || is_quitting_)
        return;
    // A command can have two replies: 354 to DATA, and one to the content.
    int code = 0;
    std::from_chars(line.data(), line.data() + 3, code);
    if (std::exchange(last_reply_, code) != code)
        result_.reply_text.clear();
    if (!result_.reply_text.empty())
        result_.reply_text += ' ';
    for (char const letter : line.substr(kCode))
        if (letter >= ' ' && letter <= '~' && result_.reply_text.size() < kMaxReplyText)
            result_.reply_text += letter;
}

void MailTransfer::finish(CURLcode code)
{
    if (code == CURLE_OK) {
        result_.step = MailStep::accepted;
        result_.reply_text.clear();
        return done_(std::move(result_));
    }
    // After a reply that refuses nothing, the connection failed or the server fell silent.
    bool const is_refusal = code != CURLE_OPERATION_TIMEDOUT && last_reply_ >= 400 && last_reply_ < 600;
    result_.reply = is_refusal ? last_reply_ : 0;
    finish(CallOutcome::unreachable, curl_easy_strerror(code));
}

void MailTransfer::finish(CallOutcome /*outcome*/, std::string why)
{
    if (result_.reply == 0)
        result_.reply_text.clear();
    result_.why = std::move(why);
    done_(std::move(result_));
}

}  // namespace rmirror::upstream
