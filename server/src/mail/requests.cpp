// SPDX-License-Identifier: AGPL-3.0-or-later
#include "mail/requests.hpp"

#include "db/ids.hpp"
#include "db/transaction.hpp"
#include "mail/account_mails.hpp"
#include "mail/outbox.hpp"

#include <pqxx/result>

namespace rmirror::mail {

namespace {

constexpr int kMaxRequests = 10'000;
constexpr int kResolvedAtOnce = 100;

constexpr auto kCountRequests = "SELECT count(*) FROM mail_requests";
constexpr auto kAddRequest = "INSERT INTO mail_requests (purpose, email) VALUES ('reset_password', $1)";

constexpr auto kTakeRequests = R"sql(
    DELETE FROM mail_requests WHERE id IN (
        SELECT id FROM mail_requests ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
    RETURNING id, purpose, email, invited_by)sql";

constexpr auto kNameRequest = "SELECT uuid_v7() WHERE EXISTS (SELECT 1 FROM mail_state)";
constexpr auto kRequestInvitation = R"sql(
    INSERT INTO mail_requests (id, purpose, email, invited_by) VALUES ($1, 'invitation', $2, $3))sql";

constexpr auto kFindAccount = R"sql(
    SELECT id, email FROM users
    WHERE lower(email) = lower($1) AND status = 'active' AND password_hash IS NOT NULL)sql";

void queue_reset(pqxx::work& work, Links const& links, std::string const& given)
{
    auto const rows = work.exec_params(kFindAccount, given);
    if (rows.empty())
        return;
    // In the account's own spelling of the address.
    queue_link(work, rows[0]["id"].as<UserId>(),
               {auth::LinkPurpose::reset_password, rows[0]["email"].as<std::string>()}, links);
}

void queue_invitation(pqxx::work& work, pqxx::row const& request)
{
    auto const id = request["id"].as<std::string>();
    queue_mail(work, request["invited_by"].as<UserId>(),
               {.kind = "invitation",
                .period = id,
                .recipient = request["email"].as<std::string>(),
                .details = {{"code_of", id}}});
}

}  // namespace

void request_password_reset(pqxx::work& work, std::string const& email)
{
    if (work.exec1(kCountRequests)[0].as<int>() < kMaxRequests)
        work.exec_params0(kAddRequest, email);
}

std::optional<std::string> request_invitation(pqxx::work& work, UserId const& admin_id,
                                              std::string const& email, Links const& links)
{
    auto const named = work.exec(kNameRequest);
    if (named.empty())
        return std::nullopt;
    auto const id = named[0][0].as<std::string>();
    work.exec_params0(kRequestInvitation, id, email, admin_id);
    return links.token_of(id);
}

std::size_t resolve_requests(db::Pool& pool, Links const& links)
{
    return db::as_system(pool, [&](pqxx::work& work) {
        auto const taken = work.exec_params(kTakeRequests, kResolvedAtOnce);
        for (auto const& row : taken)
            if (row["purpose"].as<std::string>() == "invitation")
                queue_invitation(work, row);
            else
                queue_reset(work, links, row["email"].as<std::string>());
        return std::size_t{taken.size()};
    });
}

}  // namespace rmirror::mail
