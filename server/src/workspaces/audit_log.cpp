// SPDX-License-Identifier: AGPL-3.0-or-later
#include "workspaces/audit_log.hpp"

#include "db/ids.hpp"
#include "workspaces/membership.hpp"

#include <pqxx/result>

namespace rmirror::workspaces {

namespace {

// Reads one row more than the limit to know whether the list continues. Names are those of today.
constexpr auto kListAudit = R"sql(
    WITH entries AS MATERIALIZED (
        SELECT *, row_number() OVER (ORDER BY id DESC) AS nth FROM workspace_audit
        WHERE workspace_id = $1 AND ($2::uuid IS NULL OR id < $2::uuid)
        ORDER BY id DESC LIMIT $3 + 1),
    named AS MATERIALIZED (
        SELECT id, visible_name FROM notebooks
        WHERE workspace_id = $1 AND id IN (SELECT notebook_id FROM entries))
    SELECT jsonb_build_object(
        'items', coalesce(jsonb_agg(jsonb_build_object(
            'id', entry.id, 'action', entry.action,
            'by', coalesce(nullif(actor.full_name, ''), actor.email),
            'details', entry.details || jsonb_strip_nulls(jsonb_build_object(
                'person', coalesce(nullif(person.full_name, ''), person.email),
                'notebook', named.visible_name)),
            'created_at', entry.created_at) ORDER BY nth) FILTER (WHERE nth <= $3), '[]'),
        'next', CASE WHEN count(*) > $3 THEN (SELECT id FROM entries WHERE nth = $3) END)
    FROM entries AS entry
    LEFT JOIN users AS actor ON actor.id = entry.actor_id
    LEFT JOIN users AS person ON person.id = entry.person_id
    LEFT JOIN named ON named.id = entry.notebook_id)sql";

}  // namespace

Shown list_audit(pqxx::work& work, UserId const& user_id, std::string const& workspace_id, std::int64_t limit,
                 std::optional<std::string> const& after)
{
    if (auto const refusal = refusal_to(work, user_id, workspace_id, Role::owner))
        return *refusal;
    return work.exec_params1(kListAudit, workspace_id, after, limit)[0].as<std::string>();
}

}  // namespace rmirror::workspaces
