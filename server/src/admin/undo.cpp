// SPDX-License-Identifier: AGPL-3.0-or-later
#include "admin/undo.hpp"

#include "admin/invitations.hpp"
#include "admin/people.hpp"
#include "db/ids.hpp"

#include <boost/json/parse.hpp>
#include <pqxx/result>

#include <algorithm>
#include <array>

namespace rmirror::admin {

namespace {

// Nothing of an act that was undone, and nothing of an act that undid another: that is done again instead.
constexpr auto kFindAct = R"sql(
    SELECT act.act, act.person_id, act.waitlist_id, act.invitation_id, act.before, act.after,
           act.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM admin_acts AS undo WHERE undo.undoes = act.id)
    FROM admin_acts AS act WHERE act.id = $1)sql";

using Tried = std::optional<NotUndone>;  // Nullopt: undone.

struct Kind {
    std::string_view name;
    Tried (*undo)(pqxx::work&, Act const&);
};

Tried unless(bool is_done)
{
    return is_done ? std::nullopt : Tried(NotUndone::changed_since);
}

Tried tried(AdminChange change)
{
    return change == AdminChange::is_last ? Tried(NotUndone::last_admin)
                                          : unless(change == AdminChange::done);
}

Tried undo_make_admin(pqxx::work& work, Act const& act)
{
    return act.person ? tried(remove_admin(work, *act.person)) : Tried(NotUndone::not_possible);
}

Tried undo_remove_admin(pqxx::work& work, Act const& act)
{
    return act.person ? tried(add_admin(work, *act.person)) : Tried(NotUndone::not_possible);
}

Tried undo_change_plan(pqxx::work& work, Act const& act)
{
    if (!act.person)
        return NotUndone::not_possible;
    return unless(restore_plan(work, *act.person, act.after, act.before));
}

Tried undo_invite(pqxx::work& work, Act const& act)
{
    if (!act.waiting || !act.invitation)
        return NotUndone::not_possible;
    if (!set_revoked(work, *act.invitation, true))
        return NotUndone::changed_since;
    forget_invitation_of(work, *act.waiting, *act.invitation);
    return std::nullopt;
}

Tried undo_create_invitation(pqxx::work& work, Act const& act)
{
    return act.invitation ? unless(set_revoked(work, *act.invitation, true)) : Tried(NotUndone::not_possible);
}

Tried undo_revoke_invitation(pqxx::work& work, Act const& act)
{
    return act.invitation ? unless(set_revoked(work, *act.invitation, false))
                          : Tried(NotUndone::not_possible);
}

constexpr std::array kKinds = {
    Kind{"make_admin", undo_make_admin},
    Kind{"remove_admin", undo_remove_admin},
    Kind{"change_plan", undo_change_plan},
    Kind{"invite", undo_invite},
    Kind{"create_invitation", undo_create_invitation},
    Kind{"revoke_invitation", undo_revoke_invitation},
};

Act act_of(pqxx::row const& row)
{
    return {.name = {},
            .person = row[1].as<std::optional<UserId>>(),
            .waiting = row[2].as<std::optional<WaitingId>>(),
            .invitation = row[3].as<std::optional<InvitationId>>(),
            .before = boost::json::parse(row[4].c_str()).as_object(),
            .after = boost::json::parse(row[5].c_str()).as_object()};
}

}  // namespace

std::string_view to_string(NotUndone why)
{
    switch (why) {
        case NotUndone::unknown:
            return "There is no such act.";
        case NotUndone::not_possible:
            return "This can't be undone, or was undone already.";
        case NotUndone::last_admin:
            return kLastAdmin;
        default:
            return "This has changed since, so undoing it would undo more than this act.";
    }
}

std::string_view type_of(NotUndone why)
{
    switch (why) {
        case NotUndone::unknown:
            return "about:blank";
        case NotUndone::not_possible:
            return "not_possible";
        case NotUndone::last_admin:
            return kLastAdminType;
        default:
            return "changed_since";
    }
}

std::variant<ActId, NotUndone> undo(pqxx::work& work, Actor const& actor, ActId const& id)
{
    auto const rows = work.exec_params(kFindAct, id);
    if (rows.empty())
        return NotUndone::unknown;
    auto const name = rows[0][0].as<std::string>();
    auto const* const kind =
        std::find_if(kKinds.begin(), kKinds.end(), [&](auto const& each) { return each.name == name; });
    if (kind == kKinds.end() || !rows[0][6].as<bool>())
        return NotUndone::not_possible;
    auto act = act_of(rows[0]);
    if (auto const why = kind->undo(work, act))
        return *why;
    act.name = name;
    std::swap(act.before, act.after);
    act.undoes = id;
    return record(work, actor, act);
}

}  // namespace rmirror::admin
