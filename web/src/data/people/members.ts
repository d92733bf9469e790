// SPDX-License-Identifier: AGPL-3.0-or-later
// The members of a workspace and their roles, and what happened in it.
import { answerTo, type components } from '@rmirror/shared/api'
import type { Remote } from '../server/remote.ts'
import type { PagedQuery, RemoteQuery } from '../server/remote-query.ts'
import { notebooksMoved, type Role, workspacesChanged } from './workspaces.ts'

type Schemas = components['schemas']

export type Member = Schemas['Member']
export type AuditEntry = Schemas['WorkspaceAuditEntry']

/** Owners first. Refetched on mount. */
export function membersOf(remote: Remote, workspace_id: string): RemoteQuery<Member[]> {
  const query = remote.query(['members', workspace_id], async ({ signal }) => {
    const question = { params: { path: { workspace_id } }, signal, cache: 'no-store' } as const
    return (await answerTo(remote.account.api.GET('/api/v1/workspaces/{workspace_id}/members', question))).items
  })
  return { ...query, staleTime: 0 }
}

export async function changeRole(remote: Remote, workspace_id: string, user_id: string, role: Role): Promise<void> {
  const params = { path: { workspace_id, user_id } }
  const path = '/api/v1/workspaces/{workspace_id}/members/{user_id}'
  await answerTo(remote.account.api.PATCH(path, { params, body: { role } }))
  await workspacesChanged(remote)
}

/** Removes a member, or leaves; the notebooks of who goes leave with them. */
export async function removeMember(remote: Remote, workspace_id: string, user_id: string): Promise<void> {
  const params = { path: { workspace_id, user_id } }
  await answerTo(remote.account.api.DELETE('/api/v1/workspaces/{workspace_id}/members/{user_id}', { params }))
  void notebooksMoved(remote)
}

/** The member becomes an owner, and the person who hands over a member. */
export async function handOver(remote: Remote, workspace_id: string, user_id: string): Promise<void> {
  const params = { path: { workspace_id } }
  await answerTo(remote.account.api.PUT('/api/v1/workspaces/{workspace_id}/owner', { params, body: { user_id } }))
  await workspacesChanged(remote)
}

/** For owners, newest first; refetched on mount. */
export function auditLogOf(remote: Remote, workspace_id: string): PagedQuery<AuditEntry> {
  return remote.pagedQuery(['workspace audit', workspace_id], (cursor, signal) => {
    const params = { path: { workspace_id }, query: { limit: 50, ...(cursor !== null && { cursor }) } }
    const question = { params, signal, cache: 'no-store' } as const
    return answerTo(remote.account.api.GET('/api/v1/workspaces/{workspace_id}/audit-log', question))
  })
}
