// SPDX-License-Identifier: AGPL-3.0-or-later
// Mails that are handed to a strict mail server of Node's, which refuses, drops and hangs at each step.
#include "upstream/client/client.hpp"

#include "checkout.hpp"
#include "helper_process.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace rmirror::upstream {
namespace {

namespace fs = std::filesystem;

constexpr auto kMessage =
    "Date: Mon, 30 Nov 2026 12:00:32 +0000\r\nFrom: <a@example.org>\r\nTo: <b@example.org>\r\n"
    "Message-ID: <1@example.org>\r\nSubject: Hello\r\n\r\n.Hello\r\n..\r\n";

class MailDialogue : public testing::Test {
protected:
    MailDialogue()
    {
        std::string pattern = fs::temp_directory_path() / "rmirror-mail-XXXXXX";
        if (!::mkdtemp(pattern.data()))
            throw std::runtime_error("no folder for a certificate");
        folder_ = pattern;
    }
    ~MailDialogue() override { fs::remove_all(folder_); }

    std::string key() const { return folder_ / "key.pem"; }
    std::string certificate() const { return folder_ / "certificate.pem"; }

    /// For the host 0.0.0.0, which leads to this machine and isn't a loopback address.
    std::string tls()
    {
        auto const made =
            test::HelperProcess({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                                 "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                                 "/CN=rmirror test", "-addext", "subjectAltName=IP:0.0.0.0", "-keyout", key(),
                                 "-out", certificate()})
                .line();
        return R"("tls":{"key":")" + key() + R"(","cert":")" + certificate() + R"("})";
    }

    Mail mail_to(std::string const& options, std::string const& host = "127.0.0.1")
    {
        server_.emplace(std::vector<std::string>{"node", checkout() + "/e2e/emulators/mail/serve.mjs",
                                                 "{" + options + "}"});
        auto const port = server_->line();
        auto const scheme = options.find("fromStart") == std::string::npos ? "smtp://" : "smtps://";
        return {
            .server =
                MailServer::read(Secret(scheme + std::string("ann:a%20key@") + host + ":" + port)).value(),
            .sender = "a@example.org",
            .recipient = "b@example.org",
            .message = kMessage};
    }

    static std::string fault(std::string const& step, std::string const& what)
    {
        return R"("account":{"user":"ann","password":"a key"},"faults":[{"step":")" + step + R"(",)" + what +
               "}]";
    }

    fs::path folder_;
    std::optional<test::HelperProcess> server_;
};

TEST_F(MailDialogue, ends_when_the_server_has_taken_the_mail)
{
    Client client;
    auto const result = client.send_and_wait(mail_to(""));
    EXPECT_EQ(result.step, MailStep::accepted) << result.why;
    EXPECT_EQ(result.reply, 0);
}

TEST_F(MailDialogue, says_at_which_step_a_mail_was_refused)
{
    constexpr std::pair<char const*, MailStep> kRefused[] = {
        {"connect", MailStep::connecting},   {"auth", MailStep::signing_in},
        {"mail", MailStep::naming_sender},   {"rcpt", MailStep::naming_recipient},
        {"data", MailStep::sending_content}, {"content", MailStep::sending_content},
    };
    Client client;
    for (auto const& [step, expected] : kRefused)
        for (auto const* const reply : {"421", "451", "550"}) {
            auto const result = client.send_and_wait(
                mail_to(fault(step, R"("reply":")" + std::string(reply) + R"( 4.0.0 Not today")")));
            EXPECT_EQ(result.step, expected) << step << " " << result.why;
            EXPECT_EQ(result.reply, std::stoi(reply)) << step << " " << result.why;
            EXPECT_EQ(result.reply_text, "4.0.0 Not today") << step;
        }
}

TEST_F(MailDialogue, tells_a_lost_connection_from_a_refusal)
{
    Client client;
    for (auto const* const step : {"connect", "ehlo", "auth", "mail", "rcpt", "data", "content"}) {
        auto const result = client.send_and_wait(mail_to(fault(step, R"("way":"drop")")));
        EXPECT_NE(result.step, MailStep::accepted) << step;
        EXPECT_EQ(result.reply, 0) << step << " " << result.reply_text;
    }
    auto const cut = client.send_and_wait(mail_to(fault("content", R"("way":"cut")")));
    EXPECT_EQ(cut.step, MailStep::sending_content);
    EXPECT_EQ(cut.reply, 0);
}

TEST_F(MailDialogue, ends_at_the_deadline_if_the_server_falls_silent)
{
    Client client;
    for (auto const* const step : {"connect", "rcpt", "content"}) {
        auto mail = mail_to(fault(step, R"("way":"hang")"));
        mail.deadline = std::chrono::milliseconds(500);
        auto const result = client.send_and_wait(std::move(mail));
        EXPECT_NE(result.step, MailStep::accepted) << step;
        EXPECT_EQ(result.reply, 0) << step;
    }
}

TEST_F(MailDialogue, stays_unencrypted_on_this_machine_only)
{
    Client client;
    auto const result = client.send_and_wait(mail_to("", "0.0.0.0"));
    EXPECT_EQ(result.step, MailStep::connecting);
    EXPECT_EQ(result.why, "Requested SSL level failed");
}

TEST_F(MailDialogue, wants_a_certificate_of_an_authority_it_knows)
{
    auto const options = tls();
    for (auto const* const start : {"", R"(,"fromStart":true)"}) {
        Client stranger;
        EXPECT_EQ(stranger.send_and_wait(mail_to(options + start, "0.0.0.0")).step, MailStep::connecting);
        Client client({.authorities = certificate()});
        auto const result = client.send_and_wait(mail_to(options + start, "0.0.0.0"));
        EXPECT_EQ(result.step, MailStep::accepted) << result.why;
    }
}

TEST_F(MailDialogue, carries_addresses_that_are_not_ascii)
{
    Client client;
    auto mail = mail_to("");
    mail.recipient = "jürgen@bücher.example";
    EXPECT_EQ(client.send_and_wait(mail).step, MailStep::accepted);
    EXPECT_THROW(
        client.send_and_wait({.server = mail.server, .sender = "a@example.org", .recipient = "b@c>\r\nRSET"}),
        std::invalid_argument);
}

TEST(MailServers, are_read_from_a_url)
{
    auto const server = MailServer::read(Secret("smtps://ann%40example.org:p%3Aw@mail.example.org")).value();
    EXPECT_EQ(server.host, "mail.example.org");
    EXPECT_EQ(server.port, 465);
    EXPECT_TRUE(server.has_tls_from_start);
    EXPECT_FALSE(server.is_on_loopback);
    EXPECT_EQ(server.user, "ann@example.org");
    EXPECT_EQ(server.password.reveal(), "p:w");
    EXPECT_EQ(MailServer::read(Secret("smtp://mail.example.org")).value().port, 587);
    for (auto const* const local : {"smtp://localhost", "smtp://127.0.0.2:25", "smtp://[::1]:25"})
        EXPECT_TRUE(MailServer::read(Secret(local)).value().is_on_loopback) << local;
    for (auto const* const wrong : {"http://mail.example.org", "mail.example.org", "smtp://", "smtp://a/b",
                                    "smtp://a?b", "smtp://:secret@a", "smtp://a:99999", "imap://a"})
        EXPECT_FALSE(MailServer::read(Secret(wrong)).ok()) << wrong;
}

}  // namespace
}  // namespace rmirror::upstream
