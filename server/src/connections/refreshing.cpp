// SPDX-License-Identifier: AGPL-3.0-or-later
#include "connections/refreshing.hpp"

#include "connections/sealed_row.hpp"

#include <boost/json/serialize.hpp>
#include <pqxx/result>

namespace rmirror::connections {

namespace {

constexpr auto kBegin = R"sql(
    UPDATE connections SET refresh_id = $4, refresh_until = now() + $5 * interval '1 millisecond'
    WHERE user_id = $1 AND id = $2 AND version = $3 AND (refresh_until IS NULL OR refresh_until <= now()))sql";

constexpr auto kEnd = R"sql(
    UPDATE connections SET refresh_id = NULL, refresh_until = NULL
    WHERE user_id = $1 AND id = $2 AND refresh_id = $3)sql";

constexpr auto kReplace = R"sql(
    UPDATE connections
    SET credential = decode($4, 'base64'), key_id = $5, version = version + 1, refresh_id = NULL,
        refresh_until = NULL, refused_at = NULL, status = 'active'
    WHERE user_id = $1 AND id = $2 AND version = $3 RETURNING version)sql";

constexpr auto kRefuse = R"sql(
    UPDATE connections SET refused_at = coalesce(refused_at, (SELECT now()))
    WHERE user_id = $1 AND id = $2 AND version = $3)sql";

constexpr auto kGrant = R"sql(
    UPDATE connections SET grants = grants || $3::jsonb
    WHERE user_id = $1 AND id = $2 AND NOT grants @> $3::jsonb)sql";

}  // namespace

bool begin_refresh(pqxx::work& work, UserId const& user_id, Versioned const& old,
                   std::string const& refresh_id, std::chrono::milliseconds lease)
{
    return work.exec_params(kBegin, user_id, old.id, old.version, refresh_id, lease.count()).affected_rows() >
           0;
}

void end_refresh(pqxx::work& work, UserId const& user_id, ConnectionId const& id,
                 std::string const& refresh_id)
{
    work.exec_params(kEnd, user_id, id, refresh_id);
}

std::optional<std::int64_t> replace(pqxx::work& work, Vault const& vault, UserId const& user_id,
                                    std::string_view provider, Versioned const& old,
                                    boost::json::object const& credential)
{
    auto const sealed = vault.seal(user_id, provider, Secret(boost::json::serialize(credential)));
    auto const rows =
        work.exec_params(kReplace, user_id, old.id, old.version, as_parameter(sealed), sealed.key_id);
    return rows.empty() ? std::nullopt : std::optional(rows[0][0].as<std::int64_t>());
}

void note_refused(pqxx::work& work, UserId const& user_id, Versioned const& credential)
{
    work.exec_params(kRefuse, user_id, credential.id, credential.version);
}

void note_grants(pqxx::work& work, UserId const& user_id, ConnectionId const& id,
                 boost::json::object const& grants)
{
    work.exec_params(kGrant, user_id, id, boost::json::serialize(grants));
}

}  // namespace rmirror::connections
