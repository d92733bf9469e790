// SPDX-License-Identifier: AGPL-3.0-or-later
#include "auth/account_links.hpp"

#include "crypto/random_token.hpp"
#include "db/ids.hpp"

#include <pqxx/result>

#include <array>

namespace rmirror::auth {

namespace {

/// In the order of the enum.
constexpr std::array<std::string_view, 3> kPurposes = {"reset_password", "confirm_address", "change_address"};

constexpr auto kAddLink = R"sql(
    INSERT INTO account_links (id, user_id, purpose, token_hash, email, expires_at)
    VALUES ($1, $2, $3, decode($4, 'hex'), $5, now() + $6::integer * interval '1 second'))sql";

constexpr auto kIsLinkOpen = R"sql(
    SELECT EXISTS (SELECT 1 FROM account_links WHERE user_id = $1 AND id = $2 AND expires_at > now()))sql";

constexpr auto kFindEmailOfLink = R"sql(
    SELECT link.email FROM account_links AS link JOIN users ON users.id = link.user_id
    WHERE link.token_hash = decode($1, 'hex') AND link.purpose = $2 AND link.expires_at > now()
        AND users.status = 'active')sql";

constexpr auto kUseLink = R"sql(
    DELETE FROM account_links AS link USING users
    WHERE link.token_hash = decode($1, 'hex') AND link.purpose = $2 AND link.expires_at > now()
        AND users.id = link.user_id AND users.status = 'active'
    RETURNING link.user_id)sql";

constexpr auto kForgetLinks = "DELETE FROM account_links WHERE user_id = $1 AND purpose = $2";

std::string name_of(LinkPurpose purpose)
{
    return std::string(to_string(purpose));
}

}  // namespace

std::string_view to_string(LinkPurpose purpose)
{
    return kPurposes[static_cast<std::size_t>(purpose)];
}

std::chrono::seconds link_life(LinkPurpose purpose)
{
    switch (purpose) {
        case LinkPurpose::reset_password:
            return std::chrono::hours(1);
        case LinkPurpose::change_address:
            return std::chrono::days(1);
        case LinkPurpose::confirm_address:
            break;
    }
    return std::chrono::days(7);
}

void add_link(pqxx::work& work, UserId const& user_id, NewLink const& link)
{
    work.exec_params0(kAddLink, link.id, user_id, name_of(link.purpose), crypto::token_hash(link.token),
                      link.email, static_cast<int>(link_life(link.purpose).count()));
}

bool is_link_open(pqxx::work& work, UserId const& user_id, std::string const& mail_id)
{
    return work.exec_params1(kIsLinkOpen, user_id, mail_id)[0].as<bool>();
}

std::optional<std::string> email_of_link(pqxx::work& work, LinkPurpose purpose, std::string_view token)
{
    auto const rows = work.exec_params(kFindEmailOfLink, crypto::token_hash(token), name_of(purpose));
    return rows.empty() ? std::nullopt : std::optional(rows[0][0].as<std::string>());
}

std::optional<UserId> use_link(pqxx::work& work, LinkPurpose purpose, std::string_view token)
{
    auto const rows = work.exec_params(kUseLink, crypto::token_hash(token), name_of(purpose));
    return rows.empty() ? std::nullopt : std::optional(rows[0][0].as<UserId>());
}

void forget_links(pqxx::work& work, UserId const& user_id, LinkPurpose purpose)
{
    work.exec_params0(kForgetLinks, user_id, name_of(purpose));
}

}  // namespace rmirror::auth
