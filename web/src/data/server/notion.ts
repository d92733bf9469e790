// SPDX-License-Identifier: AGPL-3.0-or-later
// The connected Notion workspaces, and how to connect one.
import { answerTo, type paths } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'
import { type Connection, fetchConnections } from './oauth.ts'
import type { Queries, RemoteQuery } from './remote-query.ts'

type Asked = Pick<Account, 'api'>
type Answer<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  responses: { 200: { content: { 'application/json': infer Body } } }
}
  ? Body
  : never

export type Workspace = Connection
/** Notion's answer to a request with the workspace's token. */
export type WorkspaceTest = Answer<'/api/v1/connections/{id}/test', 'post'>
/** The ways to connect a workspace here, besides pasting a token. */
export type NotionConnectOptions = Answer<'/api/v1/connections/notion', 'get'>

const fresh = { cache: 'no-store' } as const
const at = ({ id }: Pick<Workspace, 'id'>) => ({ path: { id } })

/** The oldest first. */
export async function fetchWorkspaces(account: Asked, signal: AbortSignal): Promise<Workspace[]> {
  return (await fetchConnections(account, signal)).filter(({ provider }) => provider === 'notion')
}

export function fetchNotionConnectOptions({ api }: Asked, signal: AbortSignal): Promise<NotionConnectOptions> {
  return answerTo(api.GET('/api/v1/connections/notion', { signal, ...fresh }))
}

export function pasteToken({ api }: Asked, token: string): Promise<Workspace> {
  return answerTo(api.POST('/api/v1/connections', { body: { provider: 'notion', token } }))
}

/** Asks Notion with the workspace's token: when the user opens the screen, and when they want to check again. */
export function workspaceTest(remote: Queries, { id }: Pick<Workspace, 'id'>): RemoteQuery<WorkspaceTest> {
  return remote.query(['workspace test', id], async () => {
    const result = await testWorkspace(remote.account, { id })
    // The server has now learned what the token can do, or that Notion refuses it.
    void remote.invalidate('workspaces')
    return result
  })
}

/** Refreshes what depends on the workspaces, after one was connected or disconnected here. */
export async function workspacesChanged(remote: Queries): Promise<void> {
  const touched = ['workspaces', 'workspace test', 'notion databases', 'notion pages']
  await Promise.all(touched.map((what) => remote.invalidate(what)))
}

function testWorkspace({ api }: Asked, workspace: Pick<Workspace, 'id'>): Promise<WorkspaceTest> {
  return answerTo(api.POST('/api/v1/connections/{id}/test', { params: at(workspace) }))
}
