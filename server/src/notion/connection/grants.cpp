// SPDX-License-Identifier: AGPL-3.0-or-later
#include "notion/connection/grants.hpp"

#include "connections/refreshing.hpp"

#include <array>
#include <utility>

namespace rmirror::notion {

namespace {

struct Name {
    Right right;
    std::string_view grant;
    std::string_view in_scope;
};

constexpr std::array<Name, 3> kNames = {{
    {Right::reads_content, "reads_content", "read_content"},
    {Right::inserts_content, "inserts_content", "insert_content"},
    {Right::updates_content, "updates_content", "update_content"},
}};

boost::json::string_view view(std::string_view text)
{
    return {text.data(), text.size()};
}

}  // namespace

boost::json::object grants_of(std::string_view scope)
{
    boost::json::object grants;
    bool is_known = false;
    for (auto const& name : kNames) {
        bool const is_granted = scope.find(name.in_scope) != std::string_view::npos;
        grants[view(name.grant)] = is_granted;
        is_known = is_known || is_granted;
    }
    return is_known ? grants : boost::json::object();
}

void note_grants(pqxx::work& work, UserId const& user_id, ConnectionId const& id,
                 boost::json::object const& grants)
{
    if (!grants.empty())
        connections::note_grants(work, user_id, id, grants);
}

void note_right(pqxx::work& work, UserId const& user_id, ConnectionId const& id, Right right, bool is_granted)
{
    for (auto const& name : kNames)
        if (name.right == right)
            connections::note_grants(work, user_id, id, {{view(name.grant), is_granted}});
}

}  // namespace rmirror::notion
