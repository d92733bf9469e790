// SPDX-License-Identifier: AGPL-3.0-or-later
#include "admin/acts.hpp"

#include "db/ids.hpp"

#include <boost/json/serialize.hpp>
#include <pqxx/result>

namespace rmirror::admin {

namespace {

constexpr auto kLockActs = "SELECT pg_advisory_xact_lock(hashtextextended('the acts of admins', 0))";

constexpr auto kRecord = R"sql(
    INSERT INTO admin_acts (admin_id, is_by_command, act, person_id, waitlist_id, invitation_id, before, after, undoes)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id)sql";

constexpr auto kListActs = R"sql(
    WITH found AS (
        SELECT id, row_number() OVER (ORDER BY id DESC) AS nth FROM admin_acts
        WHERE $1::uuid IS NULL OR id < $1::uuid
        ORDER BY id DESC LIMIT $2 + 1)
    SELECT jsonb_build_object(
        'items', coalesce(jsonb_agg(act_for_admin(id) ORDER BY nth) FILTER (WHERE nth <= $2), '[]'),
        'next', CASE WHEN count(*) > $2 THEN (SELECT id FROM found WHERE nth = $2) END)
    FROM found)sql";

constexpr auto kShowAct = "SELECT act_for_admin($1)";

}  // namespace

void lock_acts(pqxx::work& work)
{
    work.exec(kLockActs);
}

ActId record(pqxx::work& work, Actor const& actor, Act const& act)
{
    return work
        .exec_params1(kRecord, actor.admin, !actor.admin, std::string(act.name), act.person, act.waiting,
                      act.invitation, boost::json::serialize(act.before), boost::json::serialize(act.after),
                      act.undoes)[0]
        .as<ActId>();
}

std::string list_acts(pqxx::work& work, Piece const& piece)
{
    return work.exec_params1(kListActs, piece.after, piece.limit)[0].as<std::string>();
}

std::string show_act(pqxx::work& work, ActId const& id)
{
    return work.exec_params1(kShowAct, id)[0].as<std::string>();
}

}  // namespace rmirror::admin
