// SPDX-License-Identifier: AGPL-3.0-or-later
// The roles of a workspace's members, and why something isn't done for one.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace rmirror::workspaces {

/// Each may do what those before it may.
enum class Role {
    viewer,  // Reads.
    member,  // Also writes.
    owner,   // Also decides who is a member.
};

/// In the order of Role, as in the database and in shared/openapi.yaml.
constexpr std::array<std::string_view, 3> kRoles = {"viewer", "member", "owner"};

constexpr std::string_view to_string(Role role)
{
    return kRoles.at(static_cast<std::size_t>(role));
}

/// `name` must be one of kRoles.
constexpr Role role_of(std::string_view name)
{
    return static_cast<Role>(std::find(kRoles.begin(), kRoles.end(), name) - kRoles.begin());
}

enum class Refusal {
    no_such_workspace,  // Or none that the caller is a member of.
    own_workspace,
    role,  // The caller's role isn't enough.
    last_owner,
    no_such_member,
    too_many_workspaces,
    too_many_members,
    too_many_invitations,
    no_such_invitation,
    invitation_used,
    invitation_expired,
    no_such_notebook,
    is_folder,
};

constexpr int kMaxWorkspaces = 100;  // Of a person.
constexpr int kMaxMembers = 50;      // Of a workspace.
constexpr int kMaxInvitations = 50;  // Open ones of a workspace.

}  // namespace rmirror::workspaces
