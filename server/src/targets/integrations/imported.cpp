// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/integrations/imported.hpp"

#include "db/ids.hpp"
#include "db/statement.hpp"
#include "queue/hold.hpp"
#include "targets/values.hpp"

#include <boost/json/serialize.hpp>
#include <pqxx/result>

namespace rmirror::targets {

namespace {

// As for one that is set up by hand: the first scan covers everything before the present change, and there
// may be a connection.
constexpr db::Statement kImport = R"sql(
    INSERT INTO integrations (user_id, target_name, connection_id, is_enabled, settings, choice, rules, templates,
                              cursor_change)
    SELECT $1, $2, (SELECT id FROM connections WHERE user_id = $1 AND provider = $2 AND workspace_id = ''), false,
           $3::jsonb, $4::jsonb, $5::jsonb, nullif($6::jsonb, '{}'),
           coalesce((SELECT last FROM change_counters WHERE user_id = $1), 0)
    ON CONFLICT (user_id, target_name) DO NOTHING
    RETURNING id)sql";

boost::json::object settings_of(Target const& target, ImportedIntegration const& imported)
{
    boost::json::object settings;
    for (auto const& field : target.fields)
        if (auto const given = imported.settings.find(field.key);
            !is_secret(field) && given != imported.settings.end())
            settings[field.key.data()] = given->second;
    return settings;
}

/// With defaults for what is missing, and something in place of each secret.
Values assumed_values(Target const& target, ImportedIntegration const& imported)
{
    Integration integration;
    integration.settings = settings_of(target, imported);
    auto values = plain_values_of(target, integration);
    for (auto const& field : target.fields)
        if (is_secret(field))
            values.secrets.insert_or_assign(std::string(field.key), Secret("unknown"));
    return values;
}

}  // namespace

std::optional<input::Fault> fault_of(Target const& target, ImportedIntegration const& imported,
                                     bool private_urls)
{
    Merged const assumed{.values = assumed_values(target, imported)};
    if (auto fault = fault_of(target, assumed, private_urls))
        return fault;
    return imported.rules ? fault_of_places(target, *imported.rules, assumed.values, private_urls)
                          : std::nullopt;
}

bool import_integration(pqxx::work& work, Target const& target, UserId const& user_id,
                        ImportedIntegration const& imported)
{
    auto const choice = imported.choice ? std::optional(json_of(*imported.choice)) : std::nullopt;
    auto const rules = imported.rules ? std::optional(json_of(*imported.rules)) : std::nullopt;
    auto const rows = kImport.rows(work, user_id, std::string(target.name),
                                   boost::json::serialize(settings_of(target, imported)), choice, rules,
                                   boost::json::serialize(imported.templates));
    if (rows.empty())
        return false;
    queue::hold_until_released(work, user_id, target.name);
    return true;
}

}  // namespace rmirror::targets
