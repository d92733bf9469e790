// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/message.hpp"

#include "crypto/base64.hpp"
#include "mail/content.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <vector>

namespace rmirror::mail {
namespace {

Message example()
{
    return {.from = {"rMirror", "notes@example.org"},
            .to = "ann@example.org",
            .message_id = "01990000-0000-7000-8000-000000000001@example.org",
            .date = 1'796'040'032,
            .language = "en",
            .subject = "Hello",
            .text = "Hello Ann\n",
            .html = "<p>Hello Ann</p>\n",
            .unsubscribe_url = ""};
}

std::vector<std::string> lines_of(std::string const& mail)
{
    std::vector<std::string> lines;
    std::istringstream stream(mail);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

std::string header(std::string const& mail, std::string const& name)
{
    auto const head = mail.substr(0, mail.find("\r\n\r\n"));
    auto const begin = head.find("\r\n" + name + ": ");
    if (begin == std::string::npos)
        return "";
    auto value = head.substr(begin + 2 + name.size() + 2);
    auto end = value.find("\r\n");
    while (end != std::string::npos && end + 2 < value.size() && value[end + 2] == ' ')
        end = value.find("\r\n", end + 2);
    return value.substr(0, end);
}

TEST(Message, has_each_header_that_a_mail_needs)
{
    auto const mail = rendered(example());
    EXPECT_TRUE(mail.starts_with("Date: Mon, 30 Nov 2026 12:00:32 +0000\r\n")) << mail;
    EXPECT_EQ(header(mail, "From"), "\"rMirror\" <notes@example.org>");
    EXPECT_EQ(header(mail, "To"), "<ann@example.org>");
    EXPECT_EQ(header(mail, "Message-ID"), "<01990000-0000-7000-8000-000000000001@example.org>");
    EXPECT_EQ(header(mail, "Subject"), "Hello");
    EXPECT_EQ(header(mail, "MIME-Version"), "1.0");
    EXPECT_EQ(header(mail, "Auto-Submitted"), "auto-generated");
    EXPECT_EQ(header(mail, "List-Unsubscribe"), "");
}

TEST(Message, is_the_same_each_time)
{
    EXPECT_EQ(rendered(example()), rendered(example()));
}

TEST(Message, lets_no_line_break_out_of_a_header)
{
    auto message = example();
    message.subject = "Hello\r\nBcc: eve@example.org\n\nBody";
    message.from.name = "Ann\r\nX-Evil: 1";
    auto const mail = rendered(message);
    EXPECT_EQ(header(mail, "Subject"), "Hello  Bcc: eve@example.org  Body");
    EXPECT_EQ(header(mail, "From"), "\"Ann  X-Evil: 1\" <notes@example.org>");
    EXPECT_EQ(header(mail, "Bcc"), "");
    EXPECT_EQ(header(mail, "X-Evil"), "");
}

TEST(Message, encodes_headers_that_are_not_ascii_without_splitting_a_character)
{
    std::string subject;
    for (int i = 0; i < 60; ++i)
        subject += "ü€😀";
    std::string decoded;
    std::istringstream words(header_text(subject));
    for (std::string word; words >> word;) {
        ASSERT_TRUE(word.starts_with("=?UTF-8?B?") && word.ends_with("?=")) << word;
        EXPECT_LE(word.size(), 75U);
        auto const part = crypto::parse_base64(word.substr(10, word.size() - 12));
        ASSERT_TRUE(part);
        EXPECT_NE(static_cast<unsigned char>(part->front()) & 0xc0U, 0x80U) << "begins within a character";
        decoded += *part;
    }
    EXPECT_EQ(decoded, subject);
    EXPECT_EQ(header_text("What =?UTF-8?Q?is?= this").find("What"), std::string::npos) << "looks encoded";
}

TEST(Message, breaks_lines_that_are_too_long_for_smtp)
{
    auto message = example();
    message.subject = std::string(3000, 'x');
    message.text = std::string(5000, 'y') + "\n" + std::string(2000, '\xc3') + "\nlast line with a blank \n";
    for (auto const& line : lines_of(rendered(message))) {
        EXPECT_LE(line.size(), 78U);
        EXPECT_TRUE(line.ends_with('\r'));
    }
    EXPECT_NE(rendered(message).find("with a blank=20\r\n"), std::string::npos);
}

TEST(Message, can_be_unsubscribed_from_by_one_post)
{
    auto message = example();
    message.unsubscribe_url = "https://example.org/api/v1/unsubscribe?token=a";
    auto const mail = rendered(message);
    EXPECT_EQ(header(mail, "List-Unsubscribe"), "<https://example.org/api/v1/unsubscribe?token=a>");
    EXPECT_EQ(header(mail, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
}

TEST(Mailbox, is_read_with_and_without_a_name)
{
    EXPECT_EQ(parse_mailbox("rMirror <a@b.c>").name, "rMirror");
    EXPECT_EQ(parse_mailbox("\"r, Mirror\" <a@b.c>").name, "r, Mirror");
    EXPECT_EQ(parse_mailbox(" a@b.c ").address, "a@b.c");
    EXPECT_EQ(parse_mailbox("rMirror <a@b.c").address, "");
}

TEST(Content, is_escaped_in_html_and_plain_in_text)
{
    Content const content{.subject = "<b>&\"",
                          .paragraphs = {"A <script>alert(1)</script> name"},
                          .action = Action{"Open", "https://example.org/?a=1&b=\"2"},
                          .reason = "Because."};
    auto const html = html_page(content, Language::de);
    EXPECT_EQ(html.find("<script"), std::string::npos);
    EXPECT_NE(html.find("&lt;script&gt;"), std::string::npos);
    EXPECT_NE(html.find("href=\"https://example.org/?a=1&amp;b=&quot;2\""), std::string::npos);
    EXPECT_NE(html.find("<html lang=\"de\">"), std::string::npos);
    EXPECT_NE(
        plain_text(content).find("A <script>alert(1)</script> name\n\nOpen:\nhttps://example.org/?a=1&b="),
        std::string::npos);
}

TEST(Content, fills_names_in)
{
    constexpr Both kText = {"Hi {name}, {count} pages.", "Hallo {name}, {count} Seiten."};
    EXPECT_EQ(filled(kText, Language::en, {{"name", "{count}"}, {"count", "3"}}), "Hi {count}, 3 pages.");
    EXPECT_EQ(filled(kText, Language::de, {{"count", "3"}}), "Hallo , 3 Seiten.");
}

}  // namespace
}  // namespace rmirror::mail
