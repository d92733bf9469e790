// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/integrations/settings.hpp"

#include "connections/connections.hpp"
#include "crypto/random_token.hpp"
#include "db/array_text.hpp"
#include "db/ids.hpp"
#include "db/statement.hpp"
#include "hashing.hpp"
#include "queue/hold.hpp"
#include "targets/records.hpp"
#include "targets/second_credential.hpp"
#include "targets/values.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <pqxx/result>

#include <algorithm>
#include <span>

namespace rmirror::targets {

namespace {

// The cursor starts at the current change: the first scan covers everything before it. The connection may
// have been made before the integration.
constexpr db::Statement kAdd = R"sql(
    INSERT INTO integrations (user_id, target_name, connection_id, cursor_change)
    SELECT $1, $2, (SELECT id FROM connections WHERE user_id = $1 AND provider = $2 AND workspace_id = ''),
           coalesce((SELECT last FROM change_counters WHERE user_id = $1), 0)
    ON CONFLICT (user_id, target_name) DO NOTHING
    RETURNING id)sql";

constexpr db::Statement kFindState = R"sql(
    SELECT removing_at IS NOT NULL, key_hash IS NOT NULL FROM integrations WHERE user_id = $1 AND id = $2)sql";

constexpr db::Statement kWrite = R"sql(
    UPDATE integrations AS known
    SET settings = $3::jsonb, connection_id = $4, is_enabled = coalesce($5, known.is_enabled),
        choice = CASE WHEN $6 THEN $7::jsonb ELSE known.choice END, key_hash = coalesce($8, known.key_hash),
        second_keys = coalesce($9::text[], known.second_keys),
        second_since = CASE WHEN NOT $10 THEN known.second_since END, updated_at = now()
    FROM (SELECT id, choice, is_enabled FROM integrations WHERE user_id = $1 AND id = $2) AS before
    WHERE known.user_id = $1 AND known.id = before.id
    RETURNING known.choice IS DISTINCT FROM before.choice, known.is_enabled, before.is_enabled)sql";

// Changes that users made at the new destination may be old, so the poll starts without a lower bound.
constexpr db::Statement kResetPoll = R"sql(
    UPDATE integrations SET look_due_at = now(), looked_to = NULL WHERE user_id = $1 AND id = $2)sql";

constexpr db::Statement kRemoveAll = R"sql(
    UPDATE integrations SET removing_at = now(), is_enabled = true, next_settings = $3::jsonb
    WHERE user_id = $1 AND id = $2)sql";

Secret generate_secret(Target const& target)
{
    return target.generate ? target.generate() : Secret(crypto::random_token());
}

std::string sha256_of(Secret const& key)
{
    return sha256_hex(key.reveal());
}

/// Generates the missing generated fields, or all of them if `replaces_existing`. Returns them so that they
/// can be shown to the user.
GeneratedSecrets generate_missing(Target const& target, Values& values, bool replaces_existing)
{
    GeneratedSecrets generated;
    for (auto const& field : target.fields) {
        if (field.kind != FieldKind::generated || (!replaces_existing && !values.secret(field.key).empty()))
            continue;
        auto secret = generate_secret(target);
        generated[field.key.data()] = secret.reveal();
        values.secrets[std::string(field.key)] = std::move(secret);
    }
    return generated;
}

boost::json::object plain_of(Target const& target, Values const& values)
{
    boost::json::object plain;
    for (auto const& field : target.fields)
        if (!is_secret(field) && !values.setting(field.key).empty())
            plain[field.key.data()] = values.setting(field.key);
    return plain;
}

boost::json::object secrets_of(Target const& target, Values const& values)
{
    boost::json::object secrets;
    for (auto const& field : target.fields)
        if (is_secret(field) && !values.secret(field.key).empty())
            secrets[field.key.data()] = values.secret(field.key).reveal();
    for (auto const& key : second_keys_of(target, values))
        secrets[key] = values.secret(key).reveal();
    return secrets;
}

/// Encrypts the secrets if the server makes calls with them. For a pulled target only the key's hash is
/// stored.
std::optional<ConnectionId> keep_secrets(pqxx::work& work, connections::Vault const& vault,
                                         Target const& target, UserId const& user_id, Values const& values)
{
    auto const secrets = secrets_of(target, values);
    if (secrets.empty() || target.way == DeliveryMode::pulled)
        return std::nullopt;
    return connections::put(work, vault, user_id, {.provider = target.name}, secrets);
}

bool gives_a_secret(Target const& target, Setup const& setup)
{
    return std::any_of(target.fields.begin(), target.fields.end(), [&setup](Field const& field) {
        return is_secret(field) && setup.values.contains(field.key);
    });
}

/// Whether the stored credential is kept unopened: its master key is missing here, so only a new one can
/// replace it, or the request pauses the integration, which needs no credential.
bool stays_sealed(Merged const& merged, Setup const& setup)
{
    return merged.unopened == connections::Unopened::missing_key ||
           (merged.unopened && setup.is_enabled == false);
}

bool gives_a_second(Target const& target, Setup const& setup)
{
    return std::any_of(target.fields.begin(), target.fields.end(), [&setup](Field const& field) {
        return has_second(field) && setup.values.contains(second_key(field));
    });
}

/// The second values have the faults that they would have as the first ones.
std::optional<input::Fault> fault_of_second(Target const& target, Values const& values, bool private_urls)
{
    auto const second = exchanged(target, values);
    auto const fault = second && target.validate ? target.validate(*second, private_urls) : std::nullopt;
    for (auto const& field : target.fields)
        if (fault && has_second(field) && fault->field == field.key)
            return input::Fault{"settings." + second_key(field), fault->sentence};
    return std::nullopt;
}

std::optional<std::string> key_hash_of(Target const& target, GeneratedSecrets const& generated)
{
    if (target.way != DeliveryMode::pulled || generated.empty())
        return std::nullopt;
    return sha256_of(Secret(std::string(generated.begin()->value().as_string())));
}

Integration opened_for(pqxx::work& work, Target const& target, UserId const& user_id, bool& is_new)
{
    is_new = !kAdd.rows(work, user_id, std::string(target.name)).empty();
    return lock_integration(work, user_id, target.name).value();
}

/// The item types whose destination changes with these values.
std::vector<ItemType> moved_by(Target const& target, Integration const& integration, Values const& values)
{
    auto const before = plain_values_of(target, integration);
    std::vector<ItemType> moved;
    for (auto const& field : target.fields)
        if (values.setting(field.key) != before.setting(field.key))
            moved.insert(moved.end(), field.places.begin(), field.places.end());
    return moved;
}

/// Starts over at the new destination.
void begin_anew(pqxx::work& work, Integration const& integration, std::span<ItemType const> moved)
{
    Records(work, integration.user_id, integration.target_name).forget(moved);
    kResetPoll.rows(work, integration.user_id, integration.id);
}

/// Starts a removal scan. When it is done, the integration is deleted, or continues with the next settings.
void remove_made(pqxx::work& work, Integration const& integration,
                 std::optional<boost::json::object> const& next_settings)
{
    auto const next = next_settings ? std::optional(boost::json::serialize(*next_settings)) : std::nullopt;
    kRemoveAll.rows(work, integration.user_id, integration.id, next);
    restart_integration(work, integration.user_id, integration.target_name);
    begin_full_scan(work, integration.user_id, integration.id, Cause::removal);
}

struct Started {
    bool is_new = false;
    bool has_moved = false;
    bool gives_other = false;  // Items get other extras than before, or there are other rules.
};

/// Starts or pauses deliveries after the settings were saved.
void start_or_pause(pqxx::work& work, Target const& target, Integration const& integration,
                    pqxx::row const& written, Started started)
{
    bool const has_new_choice = written[0].as<bool>() || started.gives_other;
    bool const is_enabled = written[1].as<bool>();
    bool const was_enabled = written[2].as<bool>();
    if (!is_enabled)
        return queue::hold_until_released(work, integration.user_id, target.name);
    // The new values may have fixed what stopped it.
    restart_integration(work, integration.user_id, target.name);
    if (target.way == DeliveryMode::pushed &&
        (started.is_new || started.has_moved || has_new_choice || !was_enabled))
        begin_full_scan(work, integration.user_id, integration.id,
                        started.is_new ? Cause::first : Cause::choice);
}

}  // namespace

std::string json_of(Choice const& choice)
{
    auto const list = [](std::vector<std::string> const& texts) {
        return boost::json::array(texts.begin(), texts.end());
    };
    return boost::json::serialize(boost::json::object{{"notebooks", list(choice.notebooks)},
                                                      {"folders", list(choice.folders)},
                                                      {"tags", list(choice.tags)}});
}

std::optional<input::Fault> fault_of(Target const& target, Merged const& merged, bool private_urls)
{
    auto const& values = merged.values;
    auto const is_unknown = [&](Field const& field) { return merged.unopened && is_secret(field); };
    for (auto const& field : target.fields) {
        bool const is_missing =
            is_secret(field) ? values.secret(field.key).empty() : values.setting(field.key).empty();
        if (field.is_required && is_missing && field.kind != FieldKind::generated && !is_unknown(field))
            return input::Fault{"settings." + std::string(field.key), "Must be given."};
        if (field.kind == FieldKind::flag && values.setting(field.key) != kOn &&
            values.setting(field.key) != kOff)
            return input::Fault{"settings." + std::string(field.key), "Must be on or off."};
    }
    auto fault = target.validate ? target.validate(values, private_urls) : std::nullopt;
    if (!fault)
        return fault_of_second(target, values, private_urls);
    if (std::any_of(target.fields.begin(), target.fields.end(),
                    [&](Field const& field) { return is_unknown(field) && field.key == fault->field; }))
        return std::nullopt;
    fault->field = "settings." + fault->field;
    return fault;
}

std::optional<input::Fault> validate_for_saving(Target const& target, Merged const& merged,
                                                Setup const& setup, bool private_urls)
{
    if (merged.values.is_granted && gives_a_second(target, setup))
        for (auto const& field : target.fields)
            if (has_second(field))
                return input::Fault{"settings." + second_key(field),
                                    "There is no second one beside a connection that was granted."};
    if (merged.unopened && (!stays_sealed(merged, setup) || gives_a_second(target, setup)))
        for (auto const& field : target.fields)
            if (field.kind == FieldKind::secret && field.is_required)
                return input::Fault{"settings." + std::string(field.key),
                                    sentence_about(target, *merged.unopened)};
    return fault_of(target, merged, private_urls);
}

Values values_to_test(Target const& target, Merged const& merged, Setup const& setup)
{
    bool const is_second = gives_a_second(target, setup) && !gives_a_secret(target, setup);
    return (is_second ? second_alone(target, merged.values) : std::nullopt).value_or(merged.values);
}

Merged merged(pqxx::work& work, connections::Vault const& vault, Target const& target, UserId const& user_id,
              Setup const& setup)
{
    Merged merged;
    auto integration = lock_integration(work, user_id, target.name);
    if (!integration) {
        // The connection may have been made before the integration.
        integration.emplace();
        integration->user_id = user_id;
        integration->connection_id = connections::find(work, user_id, {.provider = target.name});
    }
    auto& values = merged.values;
    auto stored = values_of(work, vault, target, *integration);
    if (auto* const opened = std::get_if<Values>(&stored)) {
        values = std::move(*opened);
    } else {
        values = plain_values_of(target, *integration);
        if (!gives_a_secret(target, setup))
            merged.unopened = std::get<connections::Unopened>(stored);
    }
    // A request that contains values contains all non-secret ones, so those stored aren't kept.
    if (!setup.values.empty())
        values.settings.clear();
    for (auto const& field : target.fields) {
        auto const given = setup.values.find(field.key);
        if (given == setup.values.end()) {
            if (!field.default_value.empty())
                values.settings.try_emplace(std::string(field.key), field.default_value);
            continue;
        }
        if (is_secret(field)) {
            values.secrets[std::string(field.key)] = Secret(given->second);
            values.is_granted = false;
        } else
            values.settings[std::string(field.key)] = given->second;
    }
    for (auto const& field : target.fields)
        if (auto const given = setup.values.find(second_key(field));
            has_second(field) && given != setup.values.end())
            values.secrets[given->first] = Secret(given->second);
    return merged;
}

std::variant<GeneratedSecrets, NotSaved> save(pqxx::work& work, connections::Vault const& vault,
                                              Target const& target, UserId const& user_id, Setup const& setup)
{
    bool is_new = false;
    auto const integration = opened_for(work, target, user_id, is_new);
    auto const state = kFindState.row(work, user_id, integration.id);
    if (state[0].as<bool>())
        return NotSaved::removing;
    auto merged = targets::merged(work, vault, target, user_id, setup);
    auto& values = merged.values;
    bool const is_sealed = stays_sealed(merged, setup);
    bool const has_key = is_sealed || (target.way == DeliveryMode::pulled && state[1].as<bool>());
    auto generated = has_key ? GeneratedSecrets() : generate_missing(target, values, false);
    // A granted token may be renewed at this moment, so it isn't written again.
    auto const connection = is_sealed || values.is_granted
                                ? integration.connection_id
                                : keep_secrets(work, vault, target, user_id, values);
    auto const moved = is_new ? std::vector<ItemType>() : moved_by(target, integration, values);
    bool const is_removed_first =
        !moved.empty() && setup.made == Made::remove && target.way == DeliveryMode::pushed;
    if (!moved.empty() && !is_removed_first)
        begin_anew(work, integration, moved);
    bool const has_new_rules = setup.rules && save_rules(work, integration, *setup.rules);
    auto const& settings = is_removed_first ? integration.settings : plain_of(target, values);
    auto const written =
        kWrite.row(work, user_id, integration.id, boost::json::serialize(settings), connection,
                   setup.is_enabled, setup.choice.has_value(),
                   setup.choice && *setup.choice ? std::optional(json_of(**setup.choice)) : std::nullopt,
                   key_hash_of(target, generated),
                   is_sealed ? std::nullopt : std::optional(ArrayText(second_keys_of(target, values)).str()),
                   gives_a_secret(target, setup) || gives_a_second(target, setup));
    if (is_removed_first) {
        remove_made(work, integration, plain_of(target, values));
        return generated;
    }
    bool const gives_other =
        has_new_rules || extras_of(target, values) != extras_of(target, plain_values_of(target, integration));
    start_or_pause(work, target, integration, written,
                   {.is_new = is_new, .has_moved = !moved.empty(), .gives_other = gives_other});
    return generated;
}

std::optional<GeneratedSecrets> regenerate_secrets(pqxx::work& work, connections::Vault const& vault,
                                                   Target const& target, UserId const& user_id)
{
    auto const integration = lock_integration(work, user_id, target.name);
    if (!integration)
        return std::nullopt;
    auto values = merged(work, vault, target, user_id, {}).values;
    auto generated = generate_missing(target, values, true);
    if (generated.empty())
        return generated;
    auto const connection = keep_secrets(work, vault, target, user_id, values);
    kWrite.row(work, user_id, integration->id, boost::json::serialize(integration->settings), connection,
               std::optional<bool>(), false, std::optional<std::string>(), key_hash_of(target, generated),
               std::optional<std::string>(), false);
    return generated;
}

Made made_of(std::optional<std::string> const& name)
{
    return name == "remove" ? Made::remove : Made::keep;
}

bool remove_integration(pqxx::work& work, Target const& target, UserId const& user_id, Made made)
{
    auto const integration = lock_integration(work, user_id, target.name);
    if (!integration)
        return false;
    if (made == Made::keep || target.way == DeliveryMode::pulled) {
        begin_disconnect(work, *integration);
        return true;
    }
    remove_made(work, *integration, std::nullopt);
    return true;
}

}  // namespace rmirror::targets
