// SPDX-License-Identifier: AGPL-3.0-or-later
#include "routes/workspaces/refusals.hpp"

#include "http/problem.hpp"

#include <boost/json/object.hpp>

#include <string_view>

namespace rmirror::routes {

using http::Code;

namespace {

http::Reply typed(Code status, char const* type, std::string_view sentence)
{
    return http::problem(status, sentence, {{"type", type}});
}

}  // namespace

http::Reply workspace_reply(workspaces::Refusal refusal)
{
    using workspaces::Refusal;
    switch (refusal) {
        case Refusal::no_such_workspace:
            return http::problem(Code::Not_Found, "This workspace doesn't exist.");
        case Refusal::own_workspace:
            return typed(Code::Conflict, "own_workspace",
                         "Your own workspace is yours alone. Create another one to share notebooks.");
        case Refusal::role:
            return typed(Code::Forbidden, "role_refused",
                         "Your role in this workspace doesn't allow this. Ask one of its owners.");
        case Refusal::last_owner:
            return typed(Code::Conflict, "last_owner",
                         "A workspace needs an owner. Make someone else the owner first, or delete the "
                         "workspace.");
        case Refusal::no_such_member:
            return http::problem(Code::Not_Found, "This person isn't a member of the workspace.");
        case Refusal::too_many_workspaces:
            return typed(Code::Conflict, "too_many_workspaces",
                         "You are a member of 100 workspaces, which is the limit. Leave one that you don't "
                         "need.");
        case Refusal::too_many_members:
            return typed(Code::Conflict, "too_many_members",
                         "This workspace has 50 members, which is the limit.");
        case Refusal::too_many_invitations:
            return typed(Code::Conflict, "too_many_invitations",
                         "This workspace has 50 open invitations, which is the limit. Revoke some of them.");
        case Refusal::no_such_invitation:
            return http::problem(Code::Not_Found,
                                 "This invitation doesn't exist, or it was revoked. Ask for a new one.");
        case Refusal::invitation_used:
            return typed(Code::Gone, "invitation_used",
                         "This invitation was used already. Ask for a new one.");
        case Refusal::invitation_expired:
            return typed(Code::Gone, "invitation_expired",
                         "This invitation has expired: it was valid for seven days. Ask for a new one.");
        case Refusal::no_such_notebook:
            return http::problem(Code::Not_Found, "This notebook doesn't exist.");
        case Refusal::is_folder:
            break;
    }
    return http::problem(Code::Conflict, "This is a folder. Move the notebooks in it instead.");
}

http::Reply workspace_reply(workspaces::Shown const& shown)
{
    if (auto const* const refusal = std::get_if<workspaces::Refusal>(&shown))
        return workspace_reply(*refusal);
    return http::ok_json(std::get<std::string>(shown));
}

http::Reply workspace_reply(std::optional<workspaces::Refusal> const& refusal)
{
    return refusal ? workspace_reply(*refusal) : http::empty_reply(Code::No_Content);
}

}  // namespace rmirror::routes
