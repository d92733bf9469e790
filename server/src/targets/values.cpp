// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/values.hpp"

#include "connections/connections.hpp"
#include "crypto/json_member.hpp"

namespace rmirror::targets {

bool is_secret(Field const& field)
{
    return field.kind == FieldKind::secret || field.kind == FieldKind::drawn;
}

std::variant<Values, connections::Unopened> values_of(pqxx::work& work, connections::Vault const& vault,
                                                      Target const& target, Integration const& integration)
{
    boost::json::object credential;
    if (integration.connection_id) {
        auto opened = connections::open(work, vault, integration.user_id, *integration.connection_id);
        if (auto const* const why = std::get_if<connections::Unopened>(&opened))
            return *why;
        credential = std::move(std::get<boost::json::object>(opened));
    }
    Values values;
    for (auto const& field : target.fields) {
        std::string const key(field.key);
        if (is_secret(field))
            values.secrets.emplace(key, Secret(std::string(crypto::text_member(credential, key))));
        else
            values.settings.emplace(key, crypto::text_member(integration.settings, key));
    }
    return values;
}

}  // namespace rmirror::targets
