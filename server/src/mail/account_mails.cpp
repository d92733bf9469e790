// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/account_mails.hpp"

#include "crypto/random_token.hpp"
#include "db/ids.hpp"
#include "mail/outbox.hpp"

#include <pqxx/result>

namespace rmirror::mail {

namespace {

constexpr auto kNameTenMinutes = R"sql(
    SELECT to_char(date_bin('10 minutes', now(), to_timestamp(0)) AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI'))sql";
constexpr auto kNameDay = "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD')";

constexpr auto kHasSent = R"sql(
    SELECT count(*) >= $3 FROM mails
    WHERE user_id = $1 AND kind = $2 AND created_at > now() - interval '1 day')sql";

/// Short, and the same for all spellings of an address.
std::string name_of_address(pqxx::work& work, std::string const& email)
{
    return crypto::token_hash(work.exec_params1("SELECT lower($1::text)", email)[0].as<std::string>())
        .substr(0, 16);
}

}  // namespace

bool queue_link(pqxx::work& work, UserId const& user_id, LinkMail const& mail, Links const& links)
{
    auto const period = work.exec1(kNameTenMinutes)[0].as<std::string>();
    auto const id = queue_mail(work, user_id,
                               {.kind = std::string(auth::to_string(mail.purpose)),
                                .period = period + " " + name_of_address(work, mail.email),
                                .recipient = mail.email,
                                .details = {}});
    if (!id)
        return false;
    auth::add_link(work, user_id,
                   {.id = *id, .purpose = mail.purpose, .token = links.token_of(*id), .email = mail.email});
    return true;
}

void queue_address_changed(pqxx::work& work, UserId const& user_id, std::string const& former,
                           std::string const& present)
{
    auto const period = work.exec1(kNameTenMinutes)[0].as<std::string>();
    for (auto const& email : {former, present})
        if (!email.empty())
            queue_mail(work, user_id,
                       {.kind = "address_changed",
                        .period = period + " " + name_of_address(work, present) + " to " +
                                  name_of_address(work, email),
                        .recipient = email,
                        .details = {{"former", former}, {"present", present}}});
}

std::optional<std::string> queue_workspace_invitation(pqxx::work& work, UserId const& user_id,
                                                      std::string const& email, Links const& links)
{
    constexpr auto kKind = "workspace_invitation";
    if (has_sent(work, user_id, kKind, kMaxInvitations))
        return std::nullopt;
    auto const day = work.exec1(kNameDay)[0].as<std::string>();
    auto const id = queue_mail(work, user_id,
                               {.kind = kKind,
                                .period = day + " " + name_of_address(work, email),
                                .recipient = email,
                                .details = {}});
    return id ? std::optional(links.token_of(*id)) : std::nullopt;
}

bool has_sent(pqxx::work& work, UserId const& user_id, std::string const& kind, int most)
{
    return work.exec_params1(kHasSent, user_id, kind, most)[0].as<bool>();
}

}  // namespace rmirror::mail
