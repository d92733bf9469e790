// SPDX-License-Identifier: AGPL-3.0-or-later
// Localised texts for the server's refusals about workspaces, members and invitations.
import { ApiProblem } from '@rmirror/shared/api'
import { type TextKey, t } from '../../i18n/index.ts'
import { serverText } from '../texts/server-texts.ts'

const refusals: Record<string, TextKey | undefined> = {
  last_owner: 'members.lastOwner',
  own_workspace: 'workspaces.ownIsAlone',
  role_refused: 'role.refused',
  too_many_workspaces: 'workspaces.tooMany',
  too_many_members: 'members.tooMany',
  too_many_invitations: 'invite.tooMany',
  invitation_used: 'invitation.used',
  invitation_expired: 'invitation.expired',
}

export function peopleProblem(error: unknown): string {
  const known = error instanceof ApiProblem ? refusals[error.type] : undefined
  return known ? t(known) : serverText(error)
}

/** Why an invitation can't be accepted. One that nobody knows was revoked, or its link was cut off. */
export function invitationProblem(error: unknown): string {
  return error instanceof ApiProblem && error.status === 404 ? t('invitation.unknown') : peopleProblem(error)
}
