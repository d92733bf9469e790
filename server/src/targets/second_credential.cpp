// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/second_credential.hpp"

#include "connections/connections.hpp"
#include "connections/refreshing.hpp"
#include "crypto/json_member.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <utility>

namespace rmirror::targets {

namespace {

constexpr db::Statement kNoteTakeover = R"sql(
    UPDATE integrations SET second_since = now() WHERE user_id = $1 AND target_name = $2)sql";

constexpr db::Statement kForgetSecond = R"sql(
    UPDATE integrations SET second_keys = '{}', second_since = NULL WHERE user_id = $1 AND target_name = $2)sql";

/// Exchanges them unless they are others than those of `values`, which are exchanged already.
bool exchange_stored(Target const& target, Values const& values, boost::json::object& credential)
{
    for (auto const& field : target.fields) {
        if (!has_second(field) || values.secret(second_key(field)).empty())
            continue;
        std::string const keys[] = {std::string(field.key), second_key(field)};
        if (crypto::text_member(credential, keys[0]) != values.secret(keys[1]).reveal() ||
            crypto::text_member(credential, keys[1]) != values.secret(keys[0]).reveal())
            return false;
        for (auto const& key : keys)
            credential[key] = values.secret(key).reveal();
    }
    return true;
}

}  // namespace

std::string second_key(Field const& field)
{
    return "second_" + std::string(field.key);
}

bool has_second(Field const& field)
{
    return field.kind == FieldKind::secret;
}

std::vector<std::string> second_keys_of(Target const& target, Values const& values)
{
    std::vector<std::string> keys;
    for (auto const& field : target.fields)
        if (has_second(field) && !values.secret(second_key(field)).empty())
            keys.push_back(second_key(field));
    return keys;
}

std::optional<Values> exchanged(Target const& target, Values const& values)
{
    if (second_keys_of(target, values).empty())
        return std::nullopt;
    auto other = values;
    for (auto const& field : target.fields)
        if (has_second(field) && !values.secret(second_key(field)).empty())
            std::swap(other.secrets[std::string(field.key)], other.secrets[second_key(field)]);
    return other;
}

std::optional<Values> second_alone(Target const& target, Values const& values)
{
    auto other = exchanged(target, values);
    if (other)
        for (auto const& key : second_keys_of(target, *other))
            other->secrets.erase(key);
    return other;
}

bool is_credential_refused(DeliveryResult const& result)
{
    return result.stops && result.outcome.error == queue::ErrorClass::auth_error;
}

DeliveryResult result_with_second(DeliveryResult second)
{
    if (is_credential_refused(second))
        second.outcome.message = "Both saved credentials were refused: enter a new one.";
    return second;
}

void note_takeover(pqxx::work& work, connections::Vault const& vault, Target const& target,
                   UserId const& user_id, Values const& values)
{
    auto const integration = lock_integration(work, user_id, target.name);
    if (!integration || !integration->connection_id)
        return;
    auto stored = connections::look_up(work, vault, user_id, target.name, integration->connection_id);
    auto* const credential = stored ? std::get_if<boost::json::object>(&stored->credential) : nullptr;
    if (!credential || !exchange_stored(target, values, *credential))
        return;
    connections::replace(work, vault, user_id, target.name, {stored->id, stored->version}, *credential);
    kNoteTakeover.rows(work, user_id, std::string(target.name));
}

void forget_second(pqxx::work& work, UserId const& user_id, std::string_view target_name)
{
    kForgetSecond.rows(work, user_id, std::string(target_name));
}

}  // namespace rmirror::targets
