// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/undeliverable.hpp"

#include "db/ids.hpp"

#include <pqxx/result>

namespace rmirror::mail {

namespace {

constexpr auto kNoteUndeliverable = R"sql(
    UPDATE users SET email_failed_at = now(), email_failure = left($3, 400)
    WHERE id = $1 AND lower(email) = lower($2))sql";

constexpr auto kNotifyUndeliverable = R"sql(
    INSERT INTO notifications (user_id, kind, about, details)
    VALUES ($1, 'mail_undeliverable', left($2, 150) || ' ' || current_date,
            jsonb_build_object('email', $2::text, 'reply', left($3, 400)))
    ON CONFLICT DO NOTHING)sql";

}  // namespace

void note_undeliverable(pqxx::work& work, UserId const& user_id, std::string const& email,
                        std::string const& why)
{
    if (work.exec_params(kNoteUndeliverable, user_id, email, why).affected_rows() > 0)
        work.exec_params0(kNotifyUndeliverable, user_id, email, why);
}

}  // namespace rmirror::mail
