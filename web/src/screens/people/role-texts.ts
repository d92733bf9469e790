// SPDX-License-Identifier: AGPL-3.0-or-later
// What the roles in a workspace are called, and what each may do.
import type { Role } from '../../data/people/workspaces.ts'
import { type TextKey, t } from '../../i18n/index.ts'

const names = { viewer: 'role.viewer', member: 'role.member', owner: 'role.owner' } as const satisfies Record<
  Role,
  TextKey
>

const rights = {
  viewer: 'role.viewerMay',
  member: 'role.memberMay',
  owner: 'role.ownerMay',
} as const satisfies Record<Role, TextKey>

export function roleName(role: Role): string {
  return t(names[role])
}

/** What the role may do, as the end of a sentence. */
export function roleRights(role: Role): string {
  return t(rights[role])
}
