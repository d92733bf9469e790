// SPDX-License-Identifier: AGPL-3.0-or-later
// The connected Notion workspaces, and how to connect one.
import { ApiProblem, answerTo, type components, type paths } from '@rmirror/shared/api'
import type { Account } from '../account/account.ts'
import type { NotionRedirect } from './notion-return.ts'
import type { Queries, RemoteQuery } from './remote-query.ts'

type Asked = Pick<Account, 'api'>
type Answer<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  responses: { 200: { content: { 'application/json': infer Body } } }
}
  ? Body
  : never

export type Workspace = components['schemas']['Connection']
/** Notion's answer to a request with the workspace's token. */
export type WorkspaceTest = Answer<'/api/v1/connections/{id}/test', 'post'>
/** The ways to connect a workspace here, besides pasting a token. */
export type NotionConnectOptions = Answer<'/api/v1/connections/notion', 'get'>

const fresh = { cache: 'no-store' } as const
const at = ({ id }: Pick<Workspace, 'id'>) => ({ path: { id } })

/** The oldest first. */
export async function fetchWorkspaces({ api }: Asked, signal: AbortSignal): Promise<Workspace[]> {
  const { items } = await answerTo(api.GET('/api/v1/connections', { signal, ...fresh }))
  return items
    .filter(({ provider }) => provider === 'notion')
    .toSorted((a, b) => Date.parse(a.created_at) - Date.parse(b.created_at))
}

export function fetchNotionConnectOptions({ api }: Asked, signal: AbortSignal): Promise<NotionConnectOptions> {
  return answerTo(api.GET('/api/v1/connections/notion', { signal, ...fresh }))
}

/** Starts the OAuth flow: returns the address at Notion where the user gives consent. */
export async function startNotionOAuth({ api }: Asked): Promise<string> {
  const { url } = await answerTo(api.POST('/api/v1/connections/notion/authorize'))
  // A link with another scheme could run scripts in this page.
  if (!/^https?:/.test(url)) throw new Error(`Not a web address: ${url}`)
  return url
}

/** Completes the OAuth flow with the parameters of Notion's redirect. */
export function completeNotionOAuth({ api }: Asked, body: NotionRedirect): Promise<Workspace> {
  return answerTo(api.POST('/api/v1/connections/notion/callback', { body }))
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

/** A workspace that is already gone (404) is no error. */
export async function disconnect({ api }: Asked, workspace: Pick<Workspace, 'id'>): Promise<void> {
  try {
    await answerTo(api.DELETE('/api/v1/connections/{id}', { params: at(workspace) }))
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 404)) throw error
  }
}
