// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/outbox.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"

#include <boost/json.hpp>
#include <pqxx/result>

namespace rmirror::mail {

namespace json = boost::json;

namespace {

constexpr auto kCanSend = "SELECT EXISTS (SELECT 1 FROM mail_state)";
constexpr auto kReportDomain = R"sql(
    INSERT INTO mail_state (domain) VALUES ($1) ON CONFLICT (is_only_row) DO UPDATE SET domain = excluded.domain)sql";
constexpr auto kReportNone = "DELETE FROM mail_state";

constexpr auto kQueueMail = "SELECT queue_mail($1, $2, $3, $4, $5, $6, now())";

// A row of its own for each user: the lock is the mail's alone.
constexpr db::Statement kCompose = R"sql(
    WITH due AS (
        UPDATE mails SET status = 'composed', composed_at = (SELECT coalesce(composed_at, now()))
        WHERE user_id = $1 AND id = $2 AND status IN ('waiting', 'composed')
        RETURNING *)
    SELECT due.kind, due.message_id, coalesce(due.recipient, users.email) AS recipient,
        coalesce(lower(due.recipient) = lower(users.email), true) AS is_to_own_address,
        coalesce(users.language, '') AS language, users.full_name, coalesce(users.email, '') AS email, due.details,
        extract(epoch FROM due.composed_at)::bigint AS composed_at,
        extract(epoch FROM due.created_at)::bigint AS created_at
    FROM due JOIN users ON users.id = due.user_id
    WHERE users.status = 'active' AND coalesce(due.recipient, users.email) IS NOT NULL)sql";

constexpr db::Statement kEndMail = R"sql(
    UPDATE mails SET status = $3, ended_at = now(), details = '{}'
    WHERE user_id = $1 AND id = $2 AND ended_at IS NULL)sql";

}  // namespace

bool can_send(pqxx::work& work)
{
    return work.exec1(kCanSend)[0].as<bool>();
}

void report_state(pqxx::work& work, std::optional<std::string> const& domain)
{
    if (domain)
        work.exec_params0(kReportDomain, *domain);
    else
        work.exec0(kReportNone);
}

std::optional<std::string> queue_mail(pqxx::work& work, UserId const& user_id, NewMail const& mail)
{
    return work
        .exec_params1(kQueueMail, user_id, mail.kind, mail.period, mail.recipient,
                      json::serialize(mail.details), kUrgent)[0]
        .as<std::optional<std::string>>();
}

std::optional<DueMail> compose(pqxx::work& work, UserId const& user_id, std::string const& mail_id)
{
    auto const rows = kCompose.rows(work, user_id, mail_id);
    if (rows.empty())
        return std::nullopt;
    auto const& row = rows[0];
    return DueMail{.id = mail_id,
                   .kind = row["kind"].as<std::string>(),
                   .message_id = row["message_id"].as<std::string>(),
                   .recipient = row["recipient"].as<std::string>(),
                   .is_to_own_address = row["is_to_own_address"].as<bool>(),
                   .language = row["language"].as<std::string>(),
                   .name = row["full_name"].as<std::string>(),
                   .email = row["email"].as<std::string>(),
                   .details = json::parse(row["details"].c_str()).as_object(),
                   .composed_at = row["composed_at"].as<std::time_t>(),
                   .created_at = row["created_at"].as<std::time_t>()};
}

void end_mail(pqxx::work& work, UserId const& user_id, std::string const& mail_id, std::string_view status)
{
    kEndMail.rows(work, user_id, mail_id, std::string(status));
}

}  // namespace rmirror::mail
