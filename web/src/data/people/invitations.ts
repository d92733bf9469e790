// SPDX-License-Identifier: AGPL-3.0-or-later
// Invitations to workspaces: links that each make one person a member, within seven days.
import { ApiProblem, answerTo, type components, type paths } from '@rmirror/shared/api'
import type { Remote } from '../server/remote.ts'
import type { RemoteQuery } from '../server/remote-query.ts'
import { notebooksMoved, type Role, type Workspace } from './workspaces.ts'

type Schemas = components['schemas']

export type Invitation = Schemas['WorkspaceInvitation']
/** A new one, whose token is never shown again. */
export type NewInvitation =
  paths['/api/v1/workspaces/{workspace_id}/invitations']['post']['responses']['201']['content']['application/json']
/** What an invitation is for. */
export type InvitationPreview =
  paths['/api/v1/invitations/preview']['post']['responses']['200']['content']['application/json']

const path = '/api/v1/workspaces/{workspace_id}/invitations'

/** Open ones, newest first; refetched on mount. */
export function invitationsOf(remote: Remote, workspace_id: string): RemoteQuery<Invitation[]> {
  const query = remote.query(['workspace invitations', workspace_id], async ({ signal }) => {
    const question = { params: { path: { workspace_id } }, signal, cache: 'no-store' } as const
    return (await answerTo(remote.account.api.GET(path, question))).items
  })
  return { ...query, staleTime: 0 }
}

export async function invite(remote: Remote, workspace_id: string, role: Role): Promise<NewInvitation> {
  const made = await answerTo(remote.account.api.POST(path, { params: { path: { workspace_id } }, body: { role } }))
  void invitationsChanged(remote, workspace_id)
  return made
}

/** One that was used or revoked meanwhile (404) is no error. */
export async function revokeInvitation(remote: Remote, workspace_id: string, invitation_id: string): Promise<void> {
  try {
    const params = { path: { workspace_id, invitation_id } }
    await answerTo(remote.account.api.DELETE(`${path}/{invitation_id}`, { params }))
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 404)) throw error
  }
  void invitationsChanged(remote, workspace_id)
}

async function invitationsChanged(remote: Remote, workspace_id: string): Promise<void> {
  await Promise.all([remote.invalidate('workspace invitations', workspace_id), remote.invalidate('workspace audit')])
}

/** Doesn't use it. Kept in memory as long as it is shown. */
export function previewOf(remote: Remote, token: string | null): RemoteQuery<InvitationPreview> {
  const query = remote.query(['invitation', token], ({ signal }) =>
    answerTo(remote.account.api.POST('/api/v1/invitations/preview', { body: { token: token ?? '' }, signal })),
  )
  return { ...query, staleTime: 0, gcTime: 0 }
}

/** Can be repeated. */
export async function acceptInvitation(remote: Remote, token: string): Promise<Workspace> {
  const joined = await answerTo(remote.account.api.POST('/api/v1/invitations/accept', { body: { token } }))
  void notebooksMoved(remote)
  return joined
}
