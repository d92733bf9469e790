// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/values.hpp"

#include "connections/connections.hpp"
#include "crypto/json_member.hpp"
#include "targets/second_credential.hpp"

#include <algorithm>

namespace rmirror::targets {

bool is_secret(Field const& field)
{
    return field.kind == FieldKind::secret || field.kind == FieldKind::generated;
}

Values plain_values_of(Target const& target, Integration const& integration)
{
    Values values;
    for (auto const& field : target.fields)
        if (!is_secret(field)) {
            auto const value = crypto::text_member(integration.settings, std::string(field.key));
            values.settings.emplace(field.key, value.empty() ? field.default_value : value);
        }
    return values;
}

std::variant<Values, connections::Unopened> values_of(pqxx::work& work, connections::Vault const& vault,
                                                      Target const& target, Integration const& integration)
{
    boost::json::object credential;
    bool is_granted = false;
    if (integration.connection_id) {
        auto stored =
            connections::look_up(work, vault, integration.user_id, target.name, integration.connection_id);
        if (!stored)
            return connections::Unopened::broken;
        if (auto const* const why = std::get_if<connections::Unopened>(&stored->credential))
            return *why;
        credential = std::move(std::get<boost::json::object>(stored->credential));
        is_granted = stored->kind == connections::kOAuth;
    }
    auto values = plain_values_of(target, integration);
    values.is_granted = is_granted;
    auto const read = [&](std::string key) {
        Secret value(std::string(crypto::text_member(credential, key)));
        values.secrets.emplace(std::move(key), std::move(value));
    };
    for (auto const& field : target.fields) {
        if (is_secret(field))
            read(std::string(field.key));
        if (has_second(field))
            read(second_key(field));
    }
    return values;
}

std::string sentence_about(Target const& target, connections::Unopened why)
{
    bool const is_entered = std::any_of(target.fields.begin(), target.fields.end(),
                                        [](Field const& field) { return field.kind == FieldKind::secret; });
    if (why == connections::Unopened::broken)
        return is_entered ? "The saved credential can't be decrypted. Enter it again."
                          : "The saved credential can't be decrypted. Create a new one.";
    if (is_entered)
        return "The saved credential can't be decrypted at the moment, because this server lacks its key. "
               "Ask the administrator of this server to restore the key, or enter the credential again.";
    return "The saved credential can't be decrypted at the moment, because this server lacks its key. "
           "Ask the administrator of this server to restore the key, or create a new credential.";
}

}  // namespace rmirror::targets
