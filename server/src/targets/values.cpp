// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/values.hpp"

#include "connections/connections.hpp"

namespace rmirror::targets {

namespace {

std::string text_of(boost::json::object const& object, std::string_view key)
{
    auto const* const value = object.if_contains({key.data(), key.size()});
    return value && value->is_string() ? std::string(value->get_string()) : "";
}

}  // namespace

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
            values.secrets.emplace(key, Secret(text_of(credential, key)));
        else
            values.settings.emplace(key, text_of(integration.settings, key));
    }
    return values;
}

}  // namespace rmirror::targets
