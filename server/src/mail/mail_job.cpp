// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/mail_job.hpp"

#include "auth/account_links.hpp"
#include "db/transaction.hpp"
#include "mail/notices.hpp"
#include "mail/texts.hpp"
#include "mail/undeliverable.hpp"

#include <ctime>

namespace rmirror::mail {

namespace {

using queue::ErrorClass;
using queue::Outcome;
using upstream::MailStep;

/// While the mail server itself can't be used, mails wait, but no news is worth reading after this.
constexpr std::chrono::hours kMaxWait{72};
constexpr std::chrono::seconds kServerPause{300};
constexpr std::chrono::seconds kBusyPause{60};

bool has_link(std::string_view kind)
{
    return kind == auth::to_string(auth::LinkPurpose::reset_password) ||
           kind == auth::to_string(auth::LinkPurpose::confirm_address) ||
           kind == auth::to_string(auth::LinkPurpose::change_address);
}

/// The server refuses or fails before it has looked at this mail: others would fare the same.
bool is_about_server(upstream::MailResult const& result)
{
    return result.reply == 421 || result.step < MailStep::naming_recipient;
}

Message message_of(DueMail const& mail, Mailer const& mailer, Content const& content, Language language)
{
    return {.from = mailer.from(),
            .to = mail.recipient,
            .message_id = mail.message_id,
            .date = mail.composed_at,
            .language = std::string(to_string(language)),
            .subject = content.subject,
            .text = plain_text(content),
            .html = html_page(content, language)};
}

std::string sentence_of(upstream::MailResult const& result)
{
    if (result.reply == 0)
        return "The mail server didn't answer: " + result.why + ".";
    return "The mail server refused it: " + std::to_string(result.reply) + " " + result.reply_text;
}

}  // namespace

std::vector<Outcome> MailJob::work(std::span<queue::Item const> items)
{
    std::vector<Outcome> outcomes;
    outcomes.reserve(items.size());
    for (auto const& item : items)
        outcomes.push_back(send(item));
    return outcomes;
}

Outcome MailJob::send(queue::Item const& item) const
{
    bool is_useless = false;
    std::optional<NoticeState> notice;
    auto const mail = db::as_system(pool_, [&](pqxx::work& work) -> std::optional<DueMail> {
        notice = notice_state(work, item.user_id, item.item_key);
        if (notice && (!notice->is_wanted || notice->wait > std::chrono::seconds(0)))
            return std::nullopt;
        if (notice)
            gather_notices(work, item.user_id, item.item_key);
        auto due = compose(work, item.user_id, item.item_key);
        is_useless = due && has_link(due->kind) && !auth::is_link_open(work, item.user_id, item.item_key);
        return due;
    });
    if (notice && notice->is_wanted && notice->wait > std::chrono::seconds(0))
        return Outcome::later(notice->wait, "It waits, so that mails don't come too often.");
    if (!mail || is_useless)
        return Outcome::dropped(ErrorClass::invalid_data, "This mail isn't needed any more.");
    auto const language = language_of(mail->language);
    auto const content =
        notice ? notice_content(*mail, links_, language) : account_content(*mail, links_, language);
    if (!content)
        return Outcome::rejected(ErrorClass::invalid_data, "This version doesn't know mails of this kind.");
    if (!upstream::is_envelope_address(mail->recipient))
        return Outcome::rejected(ErrorClass::invalid_data, "Mail can't be sent to this address.");
    auto message = message_of(*mail, mailer_, *content, language);
    if (notice)
        message.unsubscribe_url = links_.screen("/api/v1/notices/unsubscribe/") +
                                  unsubscribe_token(links_, {item.user_id, notice->topic});
    return outcome_of(item, *mail, mailer_.send(message));
}

Outcome MailJob::outcome_of(queue::Item const& item, DueMail const& mail,
                            upstream::MailResult const& result) const
{
    if (result.step == MailStep::accepted)
        return Outcome::done();
    log_.write(Level::info, "mail not accepted",
               {{"queue_id", std::string_view(item.id.text())},
                {"step", upstream::to_string(result.step)},
                {"status", std::int64_t{result.reply}},
                {"why", std::string_view(result.why)}});
    auto message = sentence_of(result);
    if (is_about_server(result)) {
        if (std::time(nullptr) - mail.created_at > std::chrono::seconds(kMaxWait).count())
            return Outcome::rejected(ErrorClass::network_error, std::move(message));
        if (result.reply >= 500)
            log_.write(Level::error, "mail needs the administrator",
                       {{"step", upstream::to_string(result.step)},
                        {"status", std::int64_t{result.reply}},
                        {"why", std::string_view(result.reply_text)}});
        return Outcome::later(result.reply == 421 ? kBusyPause : kServerPause, std::move(message),
                              ErrorClass::network_error);
    }
    if (result.reply < 500)
        return Outcome::retry(ErrorClass::network_error, std::move(message));
    auto refused = Outcome::rejected(ErrorClass::invalid_data, std::move(message));
    if (mail.is_to_own_address)
        refused.write = [user_id = item.user_id, email = mail.recipient,
                         why = std::to_string(result.reply) + " " + result.reply_text](pqxx::work& work) {
            note_undeliverable(work, user_id, email, why);
        };
    return refused;
}

void MailJob::after_end(pqxx::work& work, queue::Item const& item, queue::Status status,
                        Outcome const& /*outcome*/)
{
    if (status == queue::Status::completed)
        end_mail(work, item.user_id, item.item_key, "sent");
    else if (status == queue::Status::failed)
        end_mail(work, item.user_id, item.item_key, "failed");
    else if (status == queue::Status::cancelled)
        end_mail(work, item.user_id, item.item_key, "dropped");
}

}  // namespace rmirror::mail
