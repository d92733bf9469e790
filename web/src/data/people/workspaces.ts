// SPDX-License-Identifier: AGPL-3.0-or-later
// Workspaces: shelves of notebooks with members. A person's own has the person's id, and can't be shared.
import { ApiProblem, answerTo, type components } from '@rmirror/shared/api'
import type { Remote } from '../server/remote.ts'
import type { RemoteQuery } from '../server/remote-query.ts'

type Schemas = components['schemas']

export type Workspace = Schemas['Workspace']
export type Role = Schemas['Role']

/** From the one that may do least to the one that may do everything. */
export const roles = ['viewer', 'member', 'owner'] as const satisfies readonly Role[]

/** The person's own workspace first. The change feed doesn't report them: refetched on mount. */
export function workspaceList(remote: Remote): RemoteQuery<Workspace[]> {
  const query = remote.query(['workspace list'], async ({ signal }) => {
    const { items } = await answerTo(remote.account.api.GET('/api/v1/workspaces', { signal, cache: 'no-store' }))
    return items
  })
  return { ...query, staleTime: 0 }
}

/** Rejects with an ApiProblem of status 404 as soon as the person is no longer a member. */
export function workspaceAt(remote: Remote, workspace_id: string): RemoteQuery<Workspace> {
  const query = remote.query(['workspace', workspace_id], ({ signal }) => {
    const question = { params: { path: { workspace_id } }, signal, cache: 'no-store' } as const
    return answerTo(remote.account.api.GET('/api/v1/workspaces/{workspace_id}', question))
  })
  return { ...query, staleTime: 0 }
}

export async function createWorkspace(remote: Remote, name: string): Promise<Workspace> {
  const created = await answerTo(remote.account.api.POST('/api/v1/workspaces', { body: { name } }))
  void workspacesChanged(remote)
  return created
}

export async function renameWorkspace(remote: Remote, workspace_id: string, name: string): Promise<void> {
  const params = { path: { workspace_id } }
  await answerTo(remote.account.api.PATCH('/api/v1/workspaces/{workspace_id}', { params, body: { name } }))
  void workspacesChanged(remote)
}

/** No notebook is deleted: each goes back to the person that it belongs to. */
export async function deleteWorkspace(remote: Remote, workspace_id: string): Promise<void> {
  await answerTo(remote.account.api.DELETE('/api/v1/workspaces/{workspace_id}', { params: { path: { workspace_id } } }))
  void notebooksMoved(remote)
}

/** Refreshes what shows workspaces by name, role or number of members. */
export async function workspacesChanged(remote: Remote): Promise<void> {
  const touched = ['workspace list', 'workspace', 'members', 'workspace audit']
  await Promise.all(touched.map((what) => remote.invalidate(what)))
}

/** Refreshes what shows which notebooks are where. */
export async function notebooksMoved(remote: Remote): Promise<void> {
  await Promise.all([
    workspacesChanged(remote),
    remote.invalidate('tree'),
    remote.invalidate('workspace tree'),
    remote.invalidate('workspace of'),
  ])
}

/** The server doesn't know it, or doesn't show it to this person: it gives the same answer to both. */
export function isNotShared(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 404
}
