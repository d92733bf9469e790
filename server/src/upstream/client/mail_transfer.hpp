// SPDX-License-Identifier: AGPL-3.0-or-later
// One mail in progress: follows the dialogue that curl has with the mail server. Connections stay open for
// the next mails.
#pragma once

#include "upstream/client/mail.hpp"
#include "upstream/client/transfer.hpp"

namespace rmirror::upstream {

class MailTransfer final : public Transfer {
public:
    MailTransfer(std::uint64_t number, Mail mail, MailDone done);

    /// Calls `done`.
    void finish(CURLcode code) override;
    void finish(CallOutcome outcome, std::string why) override;

private:
    static int on_dialogue(CURL* handle, curl_infotype type, char* bytes, std::size_t size, void* transfer);
    static std::size_t on_read(char* buffer, std::size_t size, std::size_t count, void* transfer);
    static std::size_t on_write(char* bytes, std::size_t size, std::size_t count, void* transfer);

    bool set_up(std::function<void()> resume) override;
    void note_command(std::string_view line);
    void note_reply(std::string_view line);

    Mail mail_;
    MailDone done_;
    std::string url_;
    std::string sender_;  // In angle brackets.
    std::unique_ptr<curl_slist, Free> recipients_;
    std::size_t read_ = 0;      // Bytes of the message that curl has read.
    int last_reply_ = 0;        // To the last command; 0: none yet.
    bool is_quitting_ = false;  // After a refusal.
    MailResult result_;
};

}  // namespace rmirror::upstream
