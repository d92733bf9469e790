// SPDX-License-Identifier: AGPL-3.0-or-later
#include "connections/connections.hpp"

#include "connections/sealed_row.hpp"
#include "db/statement.hpp"

#include <boost/json.hpp>
#include <pqxx/result>

#include <stdexcept>
#include <string>
#include <utility>

namespace rmirror::connections {

namespace json = boost::json;

namespace {

constexpr auto kPut = R"sql(
    INSERT INTO connections (user_id, provider, workspace_id, credential, key_id, workspace_name, kind, bot_id)
    VALUES ($1, $2, $3, decode($4, 'base64'), $5, nullif($6, ''), nullif($7, ''), nullif($8, ''))
    ON CONFLICT (user_id, provider, workspace_id) DO UPDATE
    SET credential = excluded.credential, key_id = excluded.key_id, workspace_name = excluded.workspace_name,
        kind = excluded.kind, bot_id = excluded.bot_id, grants = '{}', version = connections.version + 1,
        refresh_id = NULL, refresh_until = NULL, refused_at = NULL, status = 'active',
        updated_at = excluded.updated_at
    RETURNING id)sql";

constexpr db::Statement kLookUp = R"sql(
    SELECT id, user_id, provider, translate(encode(credential, 'base64'), E'\n', '') AS credential, key_id,
           status, workspace_id, coalesce(workspace_name, '') AS workspace_name,
           coalesce(kind, '') AS kind, coalesce(bot_id, '') AS bot_id, version, refused_at IS NOT NULL AS is_refused,
           blocked_because
    FROM connections WHERE user_id = $1 AND provider = $2 AND ($3::uuid IS NULL OR id = $3)
    ORDER BY id LIMIT 1)sql";

constexpr auto kFind = R"sql(
    SELECT id, user_id, provider, translate(encode(credential, 'base64'), E'\n', '') AS credential, key_id,
           status
    FROM connections WHERE user_id = $1 AND id = $2)sql";

constexpr auto kFindByAccount = R"sql(
    SELECT id FROM connections WHERE user_id = $1 AND provider = $2 AND workspace_id = $3)sql";

constexpr auto kList = R"sql(
    SELECT id, user_id, provider, translate(encode(credential, 'base64'), E'\n', '') AS credential, key_id,
           status, workspace_id, workspace_name, kind, grants, refused_at IS NOT NULL AS is_refused,
           blocked_because,
           to_char(created_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS created_at,
           to_char(updated_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS updated_at
    FROM connections WHERE user_id = $1 ORDER BY id)sql";

// Has no effect if the credential was replaced meanwhile.
constexpr auto kSetStatus = R"sql(
    UPDATE connections SET status = $3
    WHERE user_id = $1 AND id = $2 AND status <> $3 AND credential = decode($4, 'base64'))sql";

constexpr auto kRemove = "DELETE FROM connections WHERE user_id = $1 AND id = $2";

constexpr auto kActive = "active";
constexpr auto kBroken = "broken";

using Opened = std::variant<json::object, Unopened>;

Opened parsed(std::variant<Secret, Unopened> const& opened)
{
    if (auto const* const why = std::get_if<Unopened>(&opened))
        return *why;
    boost::system::error_code error;
    auto value = json::parse(std::get<Secret>(opened).reveal(), error);
    if (error || !value.is_object())
        return Unopened::broken;
    return std::move(value.get_object());
}

Opened open_row(pqxx::work& work, Vault const& vault, pqxx::row const& row)
{
    auto const sealed = sealed_of(row);
    auto opened = parsed(vault.open(row["user_id"].as<UserId>(), row["provider"].c_str(), sealed));
    auto const* const why = std::get_if<Unopened>(&opened);
    if (why && *why == Unopened::missing_key)
        return opened;
    std::string const status = why ? kBroken : kActive;
    if (status != row["status"].c_str())
        work.exec_params(kSetStatus, row["user_id"].as<UserId>(), row["id"].as<ConnectionId>(), status,
                         row["credential"].c_str());
    return opened;
}

std::optional<std::string> text_if_any(pqxx::field const& field)
{
    return field.is_null() ? std::nullopt : std::optional<std::string>(field.c_str());
}

json::value or_null(pqxx::field const& field)
{
    return field.is_null() ? json::value() : json::value(field.c_str());
}

}  // namespace

ConnectionId put(pqxx::work& work, Vault const& vault, UserId const& user_id, Account const& account,
                 json::object const& credential, Facts const& facts)
{
    Secret const text(json::serialize(credential));
    if (text.reveal().size() > kMaxCredentialBytes)
        throw std::logic_error("a credential is too large for its column");
    auto const sealed = vault.seal(user_id, account.provider, text);
    return work
        .exec_params1(kPut, user_id, std::string(account.provider), std::string(account.workspace_id),
                      as_parameter(sealed), sealed.key_id, facts.workspace_name, facts.kind, facts.bot_id)[0]
        .as<ConnectionId>();
}

std::optional<Stored> look_up(pqxx::work& work, Vault const& vault, UserId const& user_id,
                              std::string_view provider, std::optional<ConnectionId> const& id)
{
    auto const wanted = id ? std::optional(id->text()) : std::nullopt;
    auto const rows = kLookUp.rows(work, user_id, std::string(provider), wanted);
    if (rows.empty())
        return std::nullopt;
    auto const row = rows[0];
    return Stored{.id = row["id"].as<ConnectionId>(),
                  .workspace_id = row["workspace_id"].c_str(),
                  .workspace_name = row["workspace_name"].c_str(),
                  .kind = row["kind"].c_str(),
                  .bot_id = row["bot_id"].c_str(),
                  .version = row["version"].as<std::int64_t>(),
                  .is_refused = row["is_refused"].as<bool>(),
                  .blocked_because = text_if_any(row["blocked_because"]),
                  .credential = open_row(work, vault, row)};
}

Opened open(pqxx::work& work, Vault const& vault, UserId const& user_id, ConnectionId const& id)
{
    auto const rows = work.exec_params(kFind, user_id, id);
    if (rows.empty())
        return Unopened::broken;
    return open_row(work, vault, rows[0]);
}

std::optional<ConnectionId> find(pqxx::work& work, UserId const& user_id, Account const& account)
{
    auto const rows = work.exec_params(kFindByAccount, user_id, std::string(account.provider),
                                       std::string(account.workspace_id));
    return rows.empty() ? std::nullopt : std::optional(rows[0][0].as<ConnectionId>());
}

bool remove(pqxx::work& work, UserId const& user_id, ConnectionId const& id)
{
    return work.exec_params(kRemove, user_id, id).affected_rows() > 0;
}

json::array list(pqxx::work& work, Vault const& vault, UserId const& user_id)
{
    json::array items;
    for (auto const& row : work.exec_params(kList, user_id)) {
        bool const is_open = std::holds_alternative<json::object>(open_row(work, vault, row));
        bool const is_usable = is_open && !row["is_refused"].as<bool>() && row["blocked_because"].is_null();
        items.push_back({{"id", row["id"].c_str()},
                         {"provider", row["provider"].c_str()},
                         {"workspace_id", row["workspace_id"].c_str()},
                         {"workspace_name", or_null(row["workspace_name"])},
                         {"kind", or_null(row["kind"])},
                         {"grants", json::parse(row["grants"].c_str())},
                         {"status", is_usable ? kActive : kBroken},
                         {"blocked_because", or_null(row["blocked_because"])},
                         {"created_at", row["created_at"].c_str()},
                         {"updated_at", row["updated_at"].c_str()}});
    }
    return items;
}

}  // namespace rmirror::connections
